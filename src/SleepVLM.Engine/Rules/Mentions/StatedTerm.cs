namespace SleepVLM.Engine.Rules.Mentions;

/// <summary>What a number in a rationale speaks of.</summary>
internal enum StatedTerm { None, Alpha, Theta, Delta, SlowWave, Spindle, KComplex, VertexWave, Sawtooth, EyeMovement, Blink, Chin }

/// <summary>Finds the term nearest to a number.</summary>
internal static class StatedTerms
{
    /// <summary>The nearest term of the sentence by words in between; the earlier one where two are equally near.</summary>
    public static StatedTerm Nearest(NumberGroup group)
    {
        var (nearest, least) = (StatedTerm.None, int.MaxValue);
        for (var i = 0; i < group.Sentence.Tokens.Count; i++)
        {
            if (i >= group.First && i <= group.Last) continue;
            if (At(group.Sentence, i) is not (var term and not StatedTerm.None)) continue;
            var distance = i < group.First ? group.First - i : i - group.Last;
            if (distance < least) (nearest, least) = (term, distance);
        }

        return nearest;
    }

    private static StatedTerm At(Sentence sentence, int i)
    {
        var next = sentence.At(sentence.At(i + 1).Is("-") ? i + 2 : i + 1).Text;
        return sentence.Tokens[i].Text switch
        {
            "alpha" => StatedTerm.Alpha,
            "theta" => StatedTerm.Theta,
            "delta" => StatedTerm.Delta,
            "spindle" or "spindles" => StatedTerm.Spindle,
            "sawtooth" => StatedTerm.Sawtooth,
            "blink" or "blinks" => StatedTerm.Blink,
            "chin" or "emg" or "tone" => StatedTerm.Chin,
            "slow" when next is "wave" or "waves" => StatedTerm.SlowWave,
            "k" when next is "complex" or "complexes" => StatedTerm.KComplex,
            "vertex" when next is "wave" or "waves" or "sharp" => StatedTerm.VertexWave,
            "eye" when next is "movement" or "movements" => StatedTerm.EyeMovement,
            "rem" or "rems" or "sem" or "sems" => StatedTerm.EyeMovement,
            _ => StatedTerm.None,
        };
    }
}
