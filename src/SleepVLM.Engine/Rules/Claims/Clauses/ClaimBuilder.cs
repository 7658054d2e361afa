using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Tokens;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Makes the claims of a sentence of its anchors and what was found to be said of them.</summary>
internal static class ClaimBuilder
{
    public static List<Claim> Build(string text, Sentence sentence, IEnumerable<Anchor> anchors) => Merge(
    [
        .. anchors.Where(anchor => !anchor.IsRejected).SelectMany(anchor => new ClaimDraft(text, sentence, anchor).Finish()).Where(SaysSomething),
    ]);

    /// <summary>A tone or background of which nothing is said is only named.</summary>
    private static bool SaysSomething(Claim claim) => claim.Feature is not (ClaimFeature.ChinTone or ClaimFeature.Background)
        || claim.Polarity != ClaimPolarity.Present || claim.Level is not null || claim.Comparison is not null
        || claim.AmplitudeMicrovolts is not null || claim.FrequencyHz is not null || claim.DifferenceDecibels is not null;

    /// <summary>What is named twice in one breath, as <c>mixed-frequency activity (LAMF)</c> or <c>REM sleep, scored R</c>, is one claim.</summary>
    private static List<Claim> Merge(List<Claim> claims)
    {
        var merged = new List<Claim>();
        foreach (var claim in claims)
        {
            if (claim.Stage is not null && merged.Exists(other => other.Stage == claim.Stage && other.Polarity == claim.Polarity && other.Epoch == claim.Epoch)) continue;
            if (merged.FindLastIndex(other => IsSame(other, claim)) is >= 0 and var same) merged[same] = Join(merged[same], claim);
            else merged.Add(claim);
        }

        return merged;
    }

    private static bool IsSame(Claim first, Claim second) => first.Feature != ClaimFeature.None && first.Feature == second.Feature
        && first.Polarity == second.Polarity && first.Epoch == second.Epoch && (IsBare(first) || IsBare(second));

    private static Claim Join(Claim first, Claim second)
    {
        var (fuller, bare) = IsBare(second) ? (first, second) : (second, first);
        var start = Math.Min(first.Span.Start, second.Span.Start);
        return fuller with
        {
            Span = new TextSpan(start, Math.Max(first.Span.End, second.Span.End) - start),
            Channels = [.. fuller.Channels.Concat(bare.Channels).DistinctBy(channel => channel.Name)],
        };
    }

    private static bool IsBare(Claim claim) => claim is
    {
        FrequencyHz: null, AmplitudeMicrovolts: null, DurationSeconds: null, SharePercent: null, Count: null, Level: null, Comparison: null, Times.Count: 0,
    };
}
