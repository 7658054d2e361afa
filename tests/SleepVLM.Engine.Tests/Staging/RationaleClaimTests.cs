using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Tests.Staging;

/// <summary>What the claim parser reads out of a rationale is what the evidence holds: nothing is claimed that is not known.</summary>
public class RationaleClaimTests
{
    private static readonly Dictionary<ClaimFeature, SleepEventKind> Kinds = new()
    {
        [ClaimFeature.Spindle] = SleepEventKind.Spindle, [ClaimFeature.KComplex] = SleepEventKind.KComplex, [ClaimFeature.Blink] = SleepEventKind.Blink,
        [ClaimFeature.RapidEyeMovement] = SleepEventKind.RapidEyeMovement, [ClaimFeature.SlowEyeMovement] = SleepEventKind.SlowEyeMovement,
        [ClaimFeature.VertexWave] = SleepEventKind.VertexWave, [ClaimFeature.SawtoothWaves] = SleepEventKind.SawtoothWaves, [ClaimFeature.Arousal] = SleepEventKind.Arousal,
    };

    [Fact]
    public void Compose_AnyEvidence_ClaimsOnlyWhatIsKnown()
    {
        var (checkedClaims, faults) = (0, new List<string>());
        for (var seed = 0; seed < 5000; seed++)
        {
            var random = new Random(seed);
            var montage = RandomEvidence.AnyMontage(random);
            var evidence = RandomEvidence.Any(random, montage);
            var (text, _) = RationaleComposer.Compose(evidence, (ulong)seed);
            foreach (var claim in ClaimParser.Parse(text).Claims)
            {
                checkedClaims++;
                if (Fault(claim, evidence, montage) is { } fault) faults.Add($"seed {seed}: {fault}: '{claim.Span.Of(text)}' <- {text}");
            }
        }

        Assert.True(checkedClaims > 20_000, $"only {checkedClaims} claims: the texts are no longer understood");
        Assert.True(faults.Count == 0, $"{faults.Count} of {checkedClaims} claims\n{string.Join('\n', faults.DistinctBy(fault => fault.Split(':')[1]).Take(20))}");
    }

    private static string? Fault(Claim claim, EpochEvidence evidence, Montage montage)
    {
        if (claim.Polarity == ClaimPolarity.Uncertain || claim.Feature == ClaimFeature.Signal) return null;
        foreach (var channel in claim.Channels)
            if (channel.Roles.Count > 0 && channel.Roles.All(role => montage.RowOf(role) < 0)) return $"names {channel.Name}, which is not recorded";
        return claim.Feature switch
        {
            ClaimFeature.SlowWave => ShareFault(claim, evidence.Measured.SlowWaveSeconds?.Value * 100 / 30, SleepEventKind.SlowWave, evidence, 2),
            ClaimFeature.AlphaRhythm => ShareFault(claim, evidence.Measured.AlphaPercent?.Value, SleepEventKind.AlphaRhythm, evidence, 5.01),
            ClaimFeature.ChinTone => ToneFault(claim, evidence),
            _ when Kinds.TryGetValue(claim.Feature, out var kind) => EventFault(claim, kind, evidence),
            _ => null,
        };
    }

    private static string? EventFault(Claim claim, SleepEventKind kind, EpochEvidence evidence)
    {
        var start = (evidence.Measured.Index.Value + claim.Epoch switch { ClaimedEpoch.Previous => -1, ClaimedEpoch.Next => 1, _ => 0 }) * 30.0;
        var here = (evidence.Events ?? []).Where(e => e.Kind == kind && e.OnsetSeconds >= start && e.OnsetSeconds < start + 30).Distinct().ToList();
        if (claim.Polarity == ClaimPolarity.Absent)
            return !evidence.LookedFor.Contains(kind) ? "absence of what was not looked for"
                : here.Count > 0 && kind is not (SleepEventKind.KComplex or SleepEventKind.Arousal) && Shows(here, evidence) ? "absence of what is there" : null;
        if (here.Count == 0) return "presence of what is not there";
        foreach (var time in claim.Times)
            if (!here.Any(e => e.OnsetSeconds - start >= time.FromSeconds && e.OnsetSeconds - start < time.ToSeconds + 1)) return $"no event at {time.FromSeconds}";
        if (claim.Times is [{ IsMoment: true }, ..])
            here = here.Where(e => claim.Times.Any(t => Math.Floor(e.OnsetSeconds - start) == t.FromSeconds) || claim.Count is not null).ToList();
        if (Outside(claim.FrequencyHz, here.Select(e => e.FrequencyHz), 0.51)) return "another frequency";
        if (Outside(claim.AmplitudeMicrovolts, here.Select(e => e.AmplitudeMicrovolts), 2.6)) return "another amplitude";
        return Outside(claim.DurationSeconds, here.Select(e => e.DurationSeconds), 0.051) ? "another duration" : null;
    }

    /// <summary>Eye movements are told of the EOG, whatever channel they were largest in; others of a recorded EEG channel.</summary>
    private static bool Shows(List<SleepEvent> events, EpochEvidence evidence) =>
        events.Any(e => e.Kind is SleepEventKind.RapidEyeMovement or SleepEventKind.SlowEyeMovement or SleepEventKind.Blink
            ? evidence.Channels.HasEog : evidence.Channels.HasEeg);

    private static string? ShareFault(Claim claim, double? percent, SleepEventKind kind, EpochEvidence evidence, double tolerance)
    {
        var (from, to) = (evidence.Measured.Index.OnsetSeconds, evidence.Measured.Index.OnsetSeconds + 30);
        percent ??= (evidence.Events ?? []).Where(e => e.Kind == kind).Distinct().Sum(e => Math.Max(0, Math.Min(e.EndSeconds, to) - Math.Max(e.OnsetSeconds, from))) * 100 / 30;
        if (claim.SharePercent is { } share && share.Distance(percent.Value) > tolerance) return $"a share of {share.Least}-{share.Most} % where {percent:F0} % is measured";
        return claim.Polarity == ClaimPolarity.Absent && claim.SharePercent is null && claim.AmplitudeMicrovolts is null && percent > 5.01 ? $"absence where {percent:F0} % is measured" : null;
    }

    private static string? ToneFault(Claim claim, EpochEvidence evidence)
    {
        var tone = ChinTones.Of(evidence.Measured.ChinToneMicrovolts, evidence.Night);
        if (tone is not { } known) return "tone that is not known";
        var claimed = claim.Level switch { ClaimedLevel.Low => ChinTone.Low, ClaimedLevel.Moderate => ChinTone.Moderate, ClaimedLevel.High => ChinTone.High, _ => known };
        return claimed == known == (claim.Polarity == ClaimPolarity.Present) || claim.Level is null ? null : $"tone {claim.Level} where it is {known}";
    }

    private static bool Outside(Quantity? stated, IEnumerable<double> known, double tolerance) => stated is { } said && !known.Any(value => said.Distance(value) <= tolerance);
}
