using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Amounts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Settles words that mean one thing or another by what stands around them.</summary>
internal static class ClausePreparation
{
    private const int LongestWayToCompared = 4;

    public static void Prepare(List<Item> items)
    {
        SettlePlus(items);
        SettleRem(items);
        SettleBetween(items);
        SettlePeriods(items);
        SettleMovement(items);
        SettleComparisons(items);
        SettleChannels(items);
        SettleBackground(items);
    }

    /// <summary><c>a REM at 12 s</c> and <c>no REM in LOC</c> are eye movements, <c>REM</c> alone is the stage.</summary>
    private static void SettleRem(List<Item> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not { Meaning: StageTerm { Stage: SleepStage.R, IsCapital: false } } item || item.First != item.Last) continue;
            var before = i > 0 ? items[i - 1].Meaning : null;
            var counted = before is ArticleTerm { IsSingular: true } or NegationTerm { Reach: Reach.Forward } or CountTerm or NumberGroup { Unit: NumberUnit.None };
            var located = i + 2 < items.Count && items[i + 1].Meaning is PrepositionTerm
                && items[i + 2].Meaning is NumberGroup { Unit: NumberUnit.Seconds } or ChannelTerm { Roles: [ChannelRole.LOC or ChannelRole.ROC, ..] };
            if (counted || located) items[i] = item with { Meaning = new FeatureTerm(ClaimFeature.RapidEyeMovement) };
        }
    }

    /// <summary><c>REMs +</c> says that they are there; between words it joins.</summary>
    private static void SettlePlus(List<Item> items)
    {
        for (var i = 0; i < items.Count; i++)
            if (items[i].Word == "+" && (i + 1 == items.Count || items[i + 1].Meaning is JointTerm)) items[i] = items[i] with { Meaning = new WordTerm("+") };
    }

    /// <summary><c>It lies between W and N1</c> tells the stages of both neighbours.</summary>
    private static void SettleBetween(List<Item> items)
    {
        for (var i = 1; i + 3 < items.Count; i++)
        {
            if (items[i].Meaning is not PrepositionTerm { Text: "between" } || items[i - 1].Word is not ("lies" or "lie" or "sits" or "falls")
                || !items[i + 2].IsJoint(JointKind.And) || items[i + 1].Meaning is not StageTerm || items[i + 3].Meaning is not StageTerm) continue;
            items[i] = items[i] with { Meaning = new EpochTerm(ClaimedEpoch.Previous) };
            items.Insert(i + 3, items[i + 2] with { Meaning = new EpochTerm(ClaimedEpoch.Next) });
        }
    }

    /// <summary>Joins a part of an epoch and the epoch.</summary>
    private static void SettlePeriods(List<Item> items)
    {
        for (var i = 0; i + 2 < items.Count; i++)
        {
            if (items[i].Meaning is not PeriodTerm period || items[i + 1].Meaning is not PrepositionTerm { Text: "of" }
                || items[i + 2].Meaning is not EpochTerm { AndNext: false } epoch) continue;
            var span = new TextSpan(items[i].Span.Start, items[i + 2].Span.End - items[i].Span.Start);
            items[i] = items[i] with { Meaning = period with { Epoch = epoch.Epoch }, Last = items[i + 2].Last, Span = span };
            items.RemoveRange(i + 1, 2);
        }
    }

    /// <summary><c>EOG: no movement</c> speaks of the eyes.</summary>
    private static void SettleMovement(List<Item> items)
    {
        if (!items.Exists(item => item.Meaning is ChannelTerm { Roles: [ChannelRole.LOC or ChannelRole.ROC, ..] })) return;
        for (var i = 0; i < items.Count; i++)
            if (items[i] is { Word: "movement" or "movements", Meaning: FeatureTerm { Feature: ClaimFeature.BodyMovement } } item && item.First == item.Last)
                items[i] = item with { Meaning = new FeatureTerm(ClaimFeature.EyeMovement) };
    }

    /// <summary>Joins a word that compares and what it compares with.</summary>
    private static void SettleComparisons(List<Item> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var isFrom = items[i].Meaning is PrepositionTerm { Text: "from" } && i > 0 && items[i - 1].Meaning is LevelTerm { Direction: not null };
            if (items[i].Meaning is not (CompareTerm or BoundTerm { Bound: not Bound.About }) && !isFrom) continue;
            for (var j = i + 1; j < items.Count && j <= i + LongestWayToCompared; j++)
            {
                if (items[j].Meaning is NumberGroup or ShareTerm or FeatureTerm or JointTerm or VerbTerm { IsFinite: true, Kind: not VerbKind.Score }) break;
                if (ComparedWithOf(items[j].Meaning) is not { } with) continue;
                Meaning compared = DirectionOf(items, i) is { } direction ? new ComparisonTerm(new Comparison(direction, with)) : new WordTerm(items[i].Word);
                var comparison = new Item(compared, items[i].First, items[j].Last,
                    new TextSpan(items[i].Span.Start, items[j].Span.End - items[i].Span.Start), items[i].Word);
                items.RemoveRange(i, j - i + 1);
                items.Insert(i, comparison);
                break;
            }
        }
    }

    private static ComparedWith? ComparedWithOf(Meaning meaning) => meaning switch
    {
        StageTerm { Stage: SleepStage.W } => ComparedWith.Wakefulness,
        StageTerm { Stage: SleepStage.N1 or SleepStage.N2 } => ComparedWith.LightSleep,
        StageTerm { Stage: SleepStage.N3 } => ComparedWith.DeepSleep,
        StageTerm { Stage: SleepStage.R } => ComparedWith.RemSleep,
        EpochTerm { Epoch: ClaimedEpoch.Previous } => ComparedWith.PreviousEpoch,
        EpochTerm { Epoch: ClaimedEpoch.Next } => ComparedWith.NextEpoch,
        ComparedTerm compared => compared.With,
        _ => null,
    };

    private static ComparisonDirection? DirectionOf(List<Item> items, int compare)
    {
        if (items[compare].Meaning is CompareTerm { Direction: { } own }) return own;
        if (items[compare].Meaning is BoundTerm bound) return bound.Bound == Bound.AtLeast ? ComparisonDirection.More : ComparisonDirection.Less;
        for (var i = compare - 1; i >= 0; i--)
            if (items[i].Meaning is LevelTerm level)
                return level.Direction ?? level.Level switch
                {
                    ClaimedLevel.High => ComparisonDirection.More,
                    ClaimedLevel.Moderate => ComparisonDirection.Alike,
                    _ => ComparisonDirection.Less,
                };
        return items.Skip(compare).Select(item => item.Meaning).OfType<LevelTerm>().FirstOrDefault()?.Direction;
    }

    /// <summary><c>chin EMG</c> is the channel where the tone is named as well, or something else is found in it.</summary>
    private static void SettleChannels(List<Item> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Meaning is not FeatureTerm { IsChannel: true }) continue;
            var toneIsNamed = items.Exists(other => other.Meaning is FeatureTerm { Feature: ClaimFeature.ChinTone, IsChannel: false, Level: null });
            var locates = IsAfterPreposition(items, i) && !items.Skip(i).Any(other => other.Meaning is LevelTerm)
                && items.Take(i).Any(other => other.Meaning is FeatureTerm { Feature: not ClaimFeature.ChinTone });
            if (toneIsNamed || locates) items[i] = items[i] with { Meaning = ChannelWords.Chin };
        }
    }

    private static bool IsAfterPreposition(List<Item> items, int at) => at > 0
        && (items[at - 1].Meaning is PrepositionTerm || (at > 1 && items[at - 1].Meaning is ArticleTerm && items[at - 2].Meaning is PrepositionTerm));

    /// <summary><c>The background is theta</c> claims theta.</summary>
    private static void SettleBackground(List<Item> items)
    {
        for (var i = 0; i < items.Count; i++)
            if (items[i].Meaning is FeatureTerm { Feature: ClaimFeature.Background } && items.Exists(other => other.Meaning
                is FeatureTerm
                {
                    Feature: ClaimFeature.MixedFrequency or ClaimFeature.Theta or ClaimFeature.AlphaRhythm or ClaimFeature.Delta or ClaimFeature.SlowWave or ClaimFeature.FastActivity,
                }))
                items[i] = items[i] with { Meaning = new WordTerm("background") };
    }
}
