namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>A part of a sentence that says one thing.</summary>
/// <param name="Items">Its meanings in order; what divides it from the clause before is not among them.</param>
/// <param name="IsRelative">It speaks of the last thing named before it, as a clause that starts with <c>which</c>.</param>
/// <param name="IsConditional">It says what would be under a condition.</param>
/// <param name="FollowsAnd">It follows a joint without a change of direction, so that the epoch spoken of stays.</param>
internal sealed record Clause(List<Item> Items, bool IsRelative, bool IsConditional, bool FollowsAnd);
