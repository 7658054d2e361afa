namespace SleepVLM.Torch.Tokens;

/// <summary>Which tokens of a conversation are learned: what the assistant says in its last turn.</summary>
public static class LabelMask
{
    /// <summary>Label of a token that is not learned, as in the reference.</summary>
    public const int Ignored = -100;

    /// <summary>The last assistant turn without its opening line.</summary>
    /// <param name="tokenizer">The model's vocabulary.</param>
    /// <param name="ids">A conversation that <see cref="PromptTokens"/> laid out; padding may follow.</param>
    /// <param name="withTurnEnd">Whether <c>&lt;|im_end|&gt;</c> is learned, so that generation stops by itself; the published training leaves it out.</param>
    /// <exception cref="ArgumentException">The assistant does not speak.</exception>
    public static Range LastAnswer(BpeTokenizer tokenizer, ReadOnlySpan<int> ids, bool withTurnEnd = true)
    {
        var opening = tokenizer.Encode(QwenTokens.TurnStart + "assistant\n");
        var last = ids.LastIndexOf(opening);
        if (last < 0) throw new ArgumentException("no turn of the assistant", nameof(ids));
        var start = last + opening.Length;
        var length = ids[start..].IndexOf(tokenizer.AddedId(QwenTokens.TurnEnd));
        return length < 0 ? start..ids.Length : start..(start + length + (withTurnEnd ? 1 : 0));
    }

    /// <summary>The ids themselves where they are learned, <see cref="Ignored"/> elsewhere.</summary>
    /// <exception cref="ArgumentException">The assistant does not speak.</exception>
    public static int[] Labels(BpeTokenizer tokenizer, ReadOnlySpan<int> ids, bool withTurnEnd = true)
    {
        var labels = new int[ids.Length];
        Array.Fill(labels, Ignored);
        var answer = LastAnswer(tokenizer, ids, withTurnEnd);
        ids[answer].CopyTo(labels.AsSpan(answer));
        return labels;
    }
}
