using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Amounts;
using SleepVLM.Engine.Rules.Claims.Lexicon;
using SleepVLM.Engine.Rules.Claims.Tokens;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Makes claims of anchors and what was found to be said of them.</summary>
internal static class ClaimBuilder
{
    private const double PercentPerSecond = 100 / 30.0;

    public static List<Claim> Build(string text, Sentence sentence, IEnumerable<Anchor> anchors)
    {
        var claims = new List<Claim>();
        foreach (var anchor in anchors)
        {
            if (anchor.IsRejected) continue;
            foreach (var claim in Build(text, sentence, anchor))
                if (SaysSomething(claim)) claims.Add(claim);
        }

        return Merge(claims);
    }

    private static IEnumerable<Claim> Build(string text, Sentence sentence, Anchor anchor)
    {
        var claim = new Claim(SpanOf(anchor), anchor.Feature, anchor.Polarity)
        {
            Level = (anchor.Item.Meaning as FeatureTerm)?.Level,
            Stage = (anchor.Item.Meaning as StageTerm)?.Stage,
            Rule = (anchor.Item.Meaning as RuleTerm)?.Rule,
        };
        var channels = new List<ClaimedChannel>();
        var times = new List<ClaimedTime>();
        var epochs = new List<ClaimedEpoch>();
        if (anchor.Item.Meaning is FeatureTerm { IsChannel: true }) channels.Add(new ClaimedChannel(anchor.Item.Span.Of(text), "", [ChannelRole.Chin]));
        foreach (var attribute in anchor.Attributes)
        {
            switch (attribute.Item.Meaning)
            {
                case ChannelTerm channel: channels.Add(new ClaimedChannel(attribute.Item.Span.Of(text), channel.Electrode, channel.Roles)); break;
                case PeriodTerm period: times.Add(new ClaimedTime(period.FromSeconds, period.ToSeconds, attribute.Item.Span)); break;
                case EpochTerm when attribute.At > 0 && attribute.Clause[attribute.At - 1].Meaning is PrepositionTerm { Text: "from" }: break;
                case EpochTerm epoch: epochs.AddRange(epoch.AndNext ? [ClaimedEpoch.Previous, ClaimedEpoch.Next] : [epoch.Epoch]); break;
                case NumberGroup { Unit: NumberUnit.Seconds } seconds: claim = WithSeconds(claim, anchor, attribute, seconds, times, sentence); break;
                case NumberGroup numbers: claim = WithNumbers(claim, anchor, attribute, numbers); break;
                case ShareTerm share when claim.SharePercent is null: claim = claim with { SharePercent = AmountReader.Of(attribute, share.Least, share.Most, anchor.FallsShort) }; break;
                case CountTerm count when (attribute.At < anchor.At && (anchor.IsEvent || count.Most is not null || claim.Feature is ClaimFeature.SlowWave or ClaimFeature.BodyMovement)) || attribute.Item.Word[0] == 'x': claim = claim with { Count = AmountReader.Of(attribute, count.Least, count.Most, false) }; break;
                case LevelTerm level: claim = WithLevel(claim, anchor, level, level.OfAmplitude || IsOfAmplitude(attribute)); break;
                case ComparisonTerm comparison: claim = claim with { Comparison = comparison.Comparison }; break;
            }
        }

        if (claim.Count is { Most: 0 }) claim = claim with { Polarity = ClaimPolarity.Absent, Count = null };
        if (claim is { Feature: ClaimFeature.ChinTone, Polarity: ClaimPolarity.Absent, Level: null, Comparison: null }) claim = claim with { Level = ClaimedLevel.Absent, Polarity = ClaimPolarity.Present };
        if (claim.Feature == ClaimFeature.None) times.Clear();
        if (anchor.Item.Meaning is StageTerm && anchor.Attributes.Exists(TakesStageOf)) epochs.Add(ClaimedEpoch.Target);
        claim = claim with { Channels = [.. channels.Where(channel => !channels.Exists(other => IsPartOf(other, channel)))], Times = times };
        claim = claim with { Span = Hull(claim) };
        if (epochs.Count == 0) yield return claim;
        foreach (var epoch in epochs.Distinct()) yield return claim with { Epoch = epoch };
    }

    private static Claim WithSeconds(Claim claim, Anchor anchor, Attribute attribute, NumberGroup seconds, List<ClaimedTime> times, Sentence sentence)
    {
        switch (SecondsReader.KindOf(attribute, seconds, anchor))
        {
            case SecondsKind.Times: times.AddRange(SecondsReader.Times(attribute, seconds, sentence)); return claim;
            case SecondsKind.Duration: return claim with { DurationSeconds = AmountReader.Of(attribute, seconds, anchor.FallsShort) };
            case SecondsKind.Share when claim.SharePercent is not null: return claim;
            case SecondsKind.Share: return claim with { SharePercent = AmountReader.Of(attribute, seconds, anchor.FallsShort, PercentPerSecond) };
            default: return claim;
        }
    }

    private static Claim WithNumbers(Claim claim, Anchor anchor, Attribute attribute, NumberGroup numbers) => numbers.Unit switch
    {
        NumberUnit.Hertz => claim with { FrequencyHz = AmountReader.Of(attribute, numbers, anchor.FallsShort) },
        NumberUnit.Microvolts => claim with { AmplitudeMicrovolts = AmountReader.Of(attribute, numbers, anchor.FallsShort) },
        NumberUnit.Percent when claim.SharePercent is null => claim with { SharePercent = AmountReader.Of(attribute, numbers, anchor.FallsShort) },
        NumberUnit.Decibels => claim with { DifferenceDecibels = AmountReader.Of(attribute, numbers, false) },
        NumberUnit.None when (attribute.At < anchor.At ? anchor.At - attribute.At <= 3 : attribute.Clause[attribute.At - 1].IsJoint(JointKind.Colon)) && anchor.Item.Meaning is FeatureTerm && numbers.IsOneAmount
            => claim with { Count = AmountReader.Of(attribute, numbers, false) },
        _ => claim,
    };

    /// <summary>Words such as <c>high</c> are said of tone; of a wave only where they name its amplitude.</summary>
    private static Claim WithLevel(Claim claim, Anchor anchor, LevelTerm level, bool ofAmplitude)
    {
        if (!ofAmplitude && claim.Feature is not ClaimFeature.ChinTone) return claim;
        var compares = anchor.Has(meaning => meaning is ComparisonTerm);
        return level.IsComparative && compares ? claim : claim with { Level = claim.Level ?? level.Level };
    }

    /// <summary><c>The amplitude is high</c>.</summary>
    private static bool IsOfAmplitude(Attribute attribute) => attribute.Clause.Take(Math.Max(0, attribute.At)).TakeLast(4).Any(item => item.Word is "amplitude" or "amplitudes" or "voltage");

    /// <summary>A tone or background of which nothing is said is only named.</summary>
    private static bool SaysSomething(Claim claim) => claim.Feature is not (ClaimFeature.ChinTone or ClaimFeature.Background)
        || claim.Polarity != ClaimPolarity.Present || claim.Level is not null || claim.Comparison is not null
        || claim.AmplitudeMicrovolts is not null || claim.FrequencyHz is not null || claim.DifferenceDecibels is not null;

    private static TextSpan SpanOf(Anchor anchor)
    {
        var spans = anchor.Attributes.Select(attribute => attribute.Item.Span).Concat(anchor.Words.Select(word => word.Span)).Append(anchor.Item.Span).ToList();
        var start = spans.Min(span => span.Start);
        return new TextSpan(start, spans.Max(span => span.End) - start);
    }

    /// <summary><c>It is scored as the epoch that follows, N2</c> states both.</summary>
    private static bool TakesStageOf(Attribute attribute) => attribute is { Item.Meaning: EpochTerm, At: > 0 } && attribute.Clause[attribute.At - 1].Word is "scored" or "takes";

    /// <summary>The span with all its amounts, bounds included.</summary>
    private static TextSpan Hull(Claim claim)
    {
        var spans = new[] { claim.FrequencyHz, claim.AmplitudeMicrovolts, claim.DurationSeconds, claim.SharePercent, claim.Count, claim.DifferenceDecibels }
            .OfType<Quantity>().Select(quantity => quantity.Span).Concat(claim.Times.Select(time => time.Span)).Append(claim.Span).ToList();
        var start = spans.Min(span => span.Start);
        return new TextSpan(start, spans.Max(span => span.End) - start);
    }

    /// <summary>A feature named twice in one breath, as <c>mixed-frequency activity (LAMF)</c>, is one claim.</summary>
    private static List<Claim> Merge(List<Claim> claims)
    {
        for (var i = claims.Count - 1; i > 0; i--)
        {
            var (first, second) = (claims[i - 1], claims[i]);
            if (second.Stage is not null && claims.Take(i).Any(claim => claim.Stage == second.Stage && claim.Polarity == second.Polarity && claim.Epoch == second.Epoch))
            {
                claims.RemoveAt(i);
                continue;
            }

            if (first.Feature == ClaimFeature.None || first.Feature != second.Feature || first.Polarity != second.Polarity || first.Epoch != second.Epoch) continue;
            if (!IsBare(first) && !IsBare(second)) continue;
            var (kept, other) = IsBare(second) ? (first, second) : (second, first);
            var start = Math.Min(first.Span.Start, second.Span.Start);
            claims[i - 1] = kept with
            {
                Span = new TextSpan(start, Math.Max(first.Span.End, second.Span.End) - start),
                Channels = [.. kept.Channels.Concat(other.Channels).DistinctBy(channel => channel.Name)],
                Times = kept.Times.Count > 0 ? kept.Times : other.Times,
            };
            claims.RemoveAt(i);
        }

        return claims;
    }

    /// <summary><c>The EEG in F4-M1</c> speaks of one channel.</summary>
    private static bool IsPartOf(ClaimedChannel part, ClaimedChannel whole) => part.Roles.Count > 0 && part.Roles.Count < whole.Roles.Count && part.Roles.All(whole.Roles.Contains);

    private static bool IsBare(Claim claim) => claim is
    {
        FrequencyHz: null, AmplitudeMicrovolts: null, DurationSeconds: null, SharePercent: null, Count: null, Level: null, Comparison: null, Times.Count: 0,
    };
}
