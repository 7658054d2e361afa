namespace SleepVLM.Engine.Rules.Mentions;

/// <summary>How a rationale calls the chin tone.</summary>
internal enum ToneLevel { Low, Moderate, High }

/// <summary>A statement on chin tone.</summary>
/// <param name="Level">What it says.</param>
/// <param name="BelowWakefulness">It compares: lower than in wakefulness.</param>
/// <param name="Quote">As written.</param>
internal sealed record ToneMention(ToneLevel Level, bool BelowWakefulness, string Quote);

/// <summary>Finds what a text says of the chin tone. What is negated, or said of another amplitude, is passed over.</summary>
internal static class ToneMentions
{
    private const int LongestWayBack = 8, LongestWayToWake = 6;

    public static IEnumerable<ToneMention> In(IEnumerable<Sentence> sentences) => sentences.SelectMany(Read);

    private static IEnumerable<ToneMention> Read(Sentence sentence)
    {
        for (var i = 0; i < sentence.Tokens.Count; i++)
        {
            if (LevelOf(sentence.Tokens[i].Text) is not { } level || IsNegated(sentence, i)) continue;
            if (sentence.Tokens[i].Text is "atonia" or "atonic") yield return new ToneMention(level, false, sentence.Quote(i, i));
            else if (ToneNear(sentence, i) is { } tone)
            {
                var wake = level == ToneLevel.Low ? WakefulnessAfter(sentence, i) : null;
                yield return new ToneMention(level, wake is not null, sentence.Quote(Math.Min(i, tone), Math.Max(wake ?? i, tone)));
            }
        }
    }

    private static ToneLevel? LevelOf(string word) => word switch
    {
        "low" or "lower" or "lowered" or "lowest" or "reduced" or "decreased" or "diminished" or "minimal" or "suppressed" or "atonia" or "atonic"
            => ToneLevel.Low,
        "normal" or "moderate" or "intermediate" or "medium" => ToneLevel.Moderate,
        "high" or "higher" or "highest" or "elevated" or "increased" or "raised" or "strong" => ToneLevel.High,
        _ => null,
    };

    private static bool IsNegated(Sentence sentence, int adjective)
    {
        if (sentence.At(adjective - 1).Text is "no" or "without" or "neither" or "nor") return true;
        for (var i = adjective - 1; i >= Math.Max(0, adjective - 3); i--)
            if (sentence.Tokens[i].Text is "not" or "never" || sentence.Tokens[i].Text.EndsWith("n't", StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>The token that says tone: right after the adjective (<c>low chin tone</c>), or before it with nothing but links between
    /// (<c>tone in the chin EMG is low</c>).</summary>
    private static int? ToneNear(Sentence sentence, int adjective)
    {
        var at = adjective + 1;
        while (sentence.At(at).Text is "chin" or "submental" or "mental" or "muscle" or "muscular" or "-" or "amplitude" or "background") at++;
        if (sentence.At(at).Text is "tone" or "tonus" or "emg") return at;
        if (sentence.At(adjective + 1).Text is "amplitude" or "voltage" or "frequency" or "-" && !IsEmgAmplitude(sentence, adjective)) return null;

        for (at = adjective - 1; at >= Math.Max(0, adjective - LongestWayBack); at--)
        {
            if (sentence.Tokens[at].Text is "tone" or "tonus" or "emg") return at;
            if (!IsLink(sentence.Tokens[at].Text)) return null;
        }

        return null;
    }

    private static bool IsEmgAmplitude(Sentence sentence, int adjective) => sentence.At(adjective + 1).Is("amplitude")
        && Enumerable.Range(Math.Max(0, adjective - 4), Math.Min(4, adjective)).Any(i => sentence.Tokens[i].Is("emg"));

    private static bool IsLink(string word) => word
        is "is" or "was" or "are" or "remains" or "remained" or "stays" or "stayed" or "appears" or "shows" or "showed" or "seems" or "being"
        or "at" or "a" or "an" or "the" or "its" or "in" or "on" or "of" or "this" or "epoch"
        or "chin" or "channel" or "level" or "activity" or "amplitude" or "tone"
        or "relatively" or "very" or "rather" or "clearly" or "quite" or "fairly" or "comparatively" or "markedly" or "slightly" or "somewhat"
        or "also" or "overall" or "still";

    private static int? WakefulnessAfter(Sentence sentence, int adjective)
    {
        var compares = false;
        for (var i = adjective + 1; i <= Math.Min(sentence.Tokens.Count - 1, adjective + LongestWayToWake); i++)
        {
            if (sentence.Tokens[i].Text is "than" or "compared" or "relative" or "versus" or "below") compares = true;
            if (compares && sentence.Tokens[i].Text is "wake" or "wakefulness" or "waking" or "w") return i;
        }

        return null;
    }
}
