using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Amounts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Settles what a clause denies, hedges, or only supposes.</summary>
internal sealed class PolarityReader(List<Item> items, List<Anchor> anchors, Anchor? subject)
{
    /// <summary>Words looked at behind a <c>not</c>.</summary>
    private const int LongestWayBehindNot = 6;

    private readonly PolarityMarks _marks = new(items, anchors, subject);

    public void Read()
    {
        for (var i = 0; i < items.Count; i++)
        {
            switch (items[i].Meaning)
            {
                case NegationTerm { Reach: Reach.Forward }: _marks.Forward(i, i, ClaimPolarity.Absent); break;
                case NegationTerm: _marks.Backward(i, ClaimPolarity.Absent); break;
                case HedgeTerm { Reach: Reach.Forward }: _marks.Forward(i, i, ClaimPolarity.Uncertain); break;
                case HedgeTerm { Reach: Reach.Backward }: _marks.Backward(i, ClaimPolarity.Uncertain); break;
                case HedgeTerm: anchors.ForEach(anchor => _marks.Mark(anchor, i, ClaimPolarity.Uncertain)); break;
                case WordTerm { Text: "?" } when i < items.Count - 1: _marks.Backward(i, ClaimPolarity.Uncertain); break;
                case StageDenialTerm when items[i].Word is "rather" or "instead": _marks.Forward(i, i, ClaimPolarity.Absent); break;
                case StageDenialTerm: _marks.DenyStage(i, i); break;
                case NotTerm: Not(i); break;
                case VerbTerm { Kind: VerbKind.Exclude } when !IsDenied(i): _marks.Backward(i, ClaimPolarity.Absent); break;
                case VerbTerm { Kind: VerbKind.FallShort }: _marks.FallShort(i); break;
            }
        }
    }

    /// <summary>What a <c>not</c> denies is told by the first word behind it that can be denied.</summary>
    private void Not(int at)
    {
        for (var i = at + 1; i < items.Count && i <= at + LongestWayBehindNot; i++)
        {
            switch (items[i].Meaning)
            {
                case VerbTerm { Kind: VerbKind.Seen or VerbKind.Occur }: _marks.Backward(at, ClaimPolarity.Absent); return;
                case VerbTerm { Kind: VerbKind.Assess or VerbKind.Exclude }: _marks.Backward(at, ClaimPolarity.Uncertain); return;
                case VerbTerm { Kind: VerbKind.Show }: _marks.Forward(i, at, ClaimPolarity.Absent); return;
                case VerbTerm { Kind: VerbKind.Reach or VerbKind.Fill }: _marks.FallShort(at); return;
                case VerbTerm { Kind: VerbKind.Score }:
                    if (!_marks.DenyStage(i, at)) _marks.Backward(at, ClaimPolarity.Absent);
                    return;
                case LevelTerm or ComparisonTerm: _marks.DenyLevel(i, at); return;
                case StageTerm: _marks.DenyStage(i - 1, at); return;
                case FeatureTerm when i == at + 1 && items.Skip(i).Any(item => item.Meaning is VerbTerm { Kind: VerbKind.Reach or VerbKind.Fill }):
                    _marks.FallShort(i + 1);
                    return;
                case FeatureTerm or CountTerm or RuleTerm: _marks.Forward(at, at, ClaimPolarity.Absent); return;
                case NegationTerm { Reach: Reach.Backward }: _marks.Backward(at, ClaimPolarity.Present); return;
                case JointTerm: return;
            }
        }

        if (items.Skip(at + 1).All(item => item.Meaning is VerbTerm or WordTerm { Text: "." })) _marks.Backward(at, ClaimPolarity.Absent);
    }

    /// <summary>Whether a <c>not</c> stands shortly before.</summary>
    private bool IsDenied(int at) => items.FindLastIndex(at, Math.Min(at, LongestWayBehindNot), item => item.Meaning is NotTerm) >= 0;
}
