using SleepVLM.Contracts;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Does the derivation that the text names hold the event, and is it of the kind that could?</summary>
/// <remarks>
/// Waves spread: an event of the EEG that is found in one derivation may be there in another below the operating point. So another derivation is contradicted
/// only where an event lies elsewhere and not even a trace of it in the named one. Eye movements are pairs, told of either channel.
/// </remarks>
public sealed class ClaimedDerivationCheck(RuleBook book) : IRuleCheck
{
    private static readonly ChannelRole[] Eeg = [F4, C4, O2], Eog = [LOC, ROC];

    /// <inheritdoc/>
    public string Id => "claimed-derivation";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var claim in context.Stated().Where(claim => claim.Polarity == ClaimPolarity.Present))
        {
            if (Home(claim.Feature) is not { } home || NamedChannels.Of(context.Montage, claim) is not { Count: > 0 } named) continue;
            if (!named.Any(channel => home.Contains(channel.Role))) yield return WrongKind(context, claim, home, named);
            else if (home == Eeg && EventSearch.For(context, claim) is { } search && JudgePlace(context, claim, search, named) is { } finding) yield return finding;
        }
    }

    /// <summary>Muscle is never seen in the EEG's rhythms and an EEG rhythm never in the chin; the EOG records some EEG too, and the EEG some eyes.</summary>
    private RuleFinding WrongKind(RuleCheckContext context, Claim claim, ChannelRole[] home, IReadOnlyList<MontageChannel> named)
    {
        var isImpossible = (home[0] == Chin) != named.All(channel => channel.Role == Chin);
        return this.Find(
            RuleVerdict.Contradicted, isImpossible ? CheckStrength.Strong : CheckStrength.Advisory, claim.Rule,
            $"The text sees {claim.Feature.Name()} in {string.Join(", ", named.Select(channel => channel.Derivation))}, where it is not judged; it belongs to {(home == Eeg ? "the EEG" : home == Eog ? "the EOG" : "the chin EMG")}.")
            .At(claim.Span);
    }

    private RuleFinding? JudgePlace(RuleCheckContext context, Claim claim, EventSearch search, IReadOnlyList<MontageChannel> named)
    {
        var found = Overlap.Fitting(context, search, claim, book.Thresholds);
        if (found.Count == 0) return null;
        bool IsNamed(DetectedEvent one) => named.Any(channel => channel.Role == one.Channel);
        var names = string.Join(", ", named.Select(channel => channel.Derivation));
        if (found.Where(IsNamed).ToList() is { Count: > 0 } there)
            return this.Find(RuleVerdict.Supported, claim.Feature.DetectorStrength(), claim.Rule,
                $"{Features.Capital(claim.Feature.Name())} is found in {names}, as the text says.", EventEvidence.Of(there, context.Decision.Index)).At(claim.Span).By($"{there[0].OperatingPoint}");
        var from = found.Min(search.Onset);
        ChannelRole[] roles = [.. named.Select(channel => channel.Role)];
        var trace = search.HasTrace(from, found.Max(one => search.Onset(one) + one.DurationSeconds), roles);
        var verdict = !trace && search.LooksIn(roles) ? RuleVerdict.Contradicted : RuleVerdict.NotAssessable;
        return this.Find(verdict, claim.Feature.DetectorStrength(), claim.Rule,
            $"The text places {claim.Feature.Name()} in {names}; the detector finds it in {string.Join(", ", found.Select(one => one.Derivation).Distinct())} only.",
            EventEvidence.Of(found, context.Decision.Index)).At(claim.Span).By($"{found[0].OperatingPoint}; not a trace below it in the named derivation");
    }

    private static ChannelRole[]? Home(ClaimFeature feature) => feature switch
    {
        ClaimFeature.AlphaRhythm or ClaimFeature.Theta or ClaimFeature.MixedFrequency or ClaimFeature.Delta or ClaimFeature.SlowWave or ClaimFeature.Spindle
            or ClaimFeature.KComplex or ClaimFeature.VertexWave or ClaimFeature.SawtoothWaves => Eeg,
        ClaimFeature.RapidEyeMovement or ClaimFeature.SlowEyeMovement or ClaimFeature.Blink or ClaimFeature.EyeMovement => Eog,
        ClaimFeature.ChinTone => [Chin],
        _ => null,
    };
}
