using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>A meaning at its place in a sentence.</summary>
/// <param name="Meaning">What it means.</param>
/// <param name="First">First token.</param>
/// <param name="Last">Last token.</param>
/// <param name="Span">Place in the whole text.</param>
/// <param name="Word">Its first word, lower case.</param>
internal sealed record Item(Meaning Meaning, int First, int Last, TextSpan Span, string Word)
{
    public bool IsJoint(JointKind kind) => Meaning is JointTerm joint && joint.Kind == kind;

    public bool IsFiniteVerb => Meaning is VerbTerm { IsFinite: true };
}
