namespace SleepVLM.Contracts;

/// <summary>A stretch of a rationale's text.</summary>
/// <param name="Start">First character, from 0.</param>
/// <param name="Length">Characters.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>One past the last character.</summary>
    public int End => Start + Length;

    /// <summary>The text of the span.</summary>
    public string Of(string text) => text.Substring(Start, Length);
}
