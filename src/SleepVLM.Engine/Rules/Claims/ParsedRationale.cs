using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Claims;

/// <summary>A rationale and what it claims.</summary>
/// <param name="Text">The text.</param>
/// <param name="Claims">What it claims, in the order of the text.</param>
/// <param name="Sentences">Its sentences, the space behind each included: together they are the text, and every claim's span lies in one of them.</param>
/// <param name="Unclaimed">The sentences that hold no checkable claim.</param>
public sealed record ParsedRationale(
    string Text, IReadOnlyList<Claim> Claims, IReadOnlyList<TextSpan> Sentences, IReadOnlyList<TextSpan> Unclaimed);
