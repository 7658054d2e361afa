using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Rules.Claims;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Tests.Simulation;
using SleepVLM.Engine.Tests.Staging;

namespace SleepVLM.Engine.Tests.Rules.Claims;

/// <summary>What our own composer writes is read back as what it was composed of.</summary>
public class ComposedClaimTests
{
    /// <summary>Sentences of the composer that claim nothing of the epoch.</summary>
    private static readonly string[] ClaimNothing = ["The evidence for N2 in this epoch is thin, and the score remains uncertain."];

    private static readonly Dictionary<ClaimFeature, SleepEventKind> Kinds = new()
    {
        [ClaimFeature.Spindle] = SleepEventKind.Spindle, [ClaimFeature.KComplex] = SleepEventKind.KComplex, [ClaimFeature.VertexWave] = SleepEventKind.VertexWave,
        [ClaimFeature.SawtoothWaves] = SleepEventKind.SawtoothWaves, [ClaimFeature.RapidEyeMovement] = SleepEventKind.RapidEyeMovement,
        [ClaimFeature.SlowEyeMovement] = SleepEventKind.SlowEyeMovement, [ClaimFeature.Blink] = SleepEventKind.Blink, [ClaimFeature.Arousal] = SleepEventKind.Arousal,
    };

    [Fact]
    public void Parse_ComposedRationale_GivesBackItsEvidence()
    {
        for (var seed = 0; seed < 5_000; seed++)
        {
            var random = new Random(seed);
            var evidence = RandomEvidence.Any(random, RandomEvidence.AnyMontage(random));
            var text = RationaleComposer.Compose(evidence, (ulong)seed).Text;
            var parsed = ClaimParser.Parse(text);
            ClaimSpans.AssertSound(text);
            Assert.All(parsed.Unclaimed, span => Assert.Contains(span.Of(text).Trim(), ClaimNothing));
            foreach (var claim in parsed.Claims) Assert.True(Agrees(claim, evidence), $"seed {seed}, {evidence.Stage}: {ClaimNotation.Of(claim)} in: {text}");
        }
    }

    /// <summary>The rules' own rationales of a simulated night: nothing unread, and every stage told is the one scored.</summary>
    [Fact]
    public void Parse_RationalesOfASimulatedNight_TellTheStagesScored()
    {
        var night = SimulatedNights.Filtered(SimulatedNights.OfSeed(1));
        var staged = RuleStager.Stage(night, NightAnalyzer.Analyze(night, null, default));
        SleepStage? StageAt(int epoch) => epoch >= 0 && epoch < staged.Count ? staged[epoch]?.Stage : null;
        var told = 0;
        for (var i = 0; i < staged.Count; i++)
        {
            if (staged[i] is not { } one) continue;
            var parsed = ClaimParser.Parse(one.Rationale.Text);
            Assert.All(parsed.Unclaimed, span => Assert.Contains(span.Of(parsed.Text).Trim(), ClaimNothing));
            foreach (var claim in parsed.Claims.Where(claim => claim is { Stage: not null, Polarity: ClaimPolarity.Present, Epoch: not ClaimedEpoch.Neighbour }))
            {
                var scored = StageAt(claim.Epoch switch { ClaimedEpoch.Previous => i - 1, ClaimedEpoch.Next => i + 1, _ => i });
                Assert.True(scored == claim.Stage, $"epoch {i + 1}: {ClaimNotation.Of(claim)} in: {parsed.Text}");
                told++;
            }
        }

        Assert.True(told > staged.Count / 2, $"{told} stages told in {staged.Count} epochs");
    }

    private static bool Agrees(Claim claim, EpochEvidence evidence)
    {
        if (claim.Stage is { } stage && claim.Polarity == ClaimPolarity.Present)
            return claim.Epoch switch
            {
                ClaimedEpoch.Previous => evidence.Previous == stage,
                ClaimedEpoch.Next => evidence.Next == stage,
                ClaimedEpoch.Neighbour => evidence.Previous == stage || evidence.Next == stage,
                _ => evidence.Stage == stage,
            };
        if (claim.Feature == ClaimFeature.AlphaRhythm && claim.SharePercent is { Least: { } least, Most: not null } && evidence.Measured.AlphaPercent is { } alpha)
            return Math.Abs(alpha.Value - least) <= 5;
        if (!Kinds.TryGetValue(claim.Feature, out var kind) || claim.Epoch != ClaimedEpoch.Target) return true;
        return claim.Polarity switch
        {
            ClaimPolarity.Absent => !Onsets(evidence, kind, claim).Any(),
            ClaimPolarity.Present => claim.Times.All(time => !time.IsMoment || Onsets(evidence, kind, claim).Contains((int)time.FromSeconds)),
            _ => true,
        };
    }

    /// <summary>Whole seconds at which events start that the composer may name: a K complex of an arousal is none.</summary>
    private static IEnumerable<int> Onsets(EpochEvidence evidence, SleepEventKind kind, Claim claim)
    {
        var start = evidence.Measured.Index.OnsetSeconds;
        return evidence.Events!
            .Where(e => e.Kind == kind && e.OnsetSeconds >= start && e.OnsetSeconds < start + 30)
            .Where(e => claim.Polarity == ClaimPolarity.Present || kind != SleepEventKind.KComplex || !evidence.Events!.Any(other => other.Kind == SleepEventKind.Arousal))
            .Select(e => (int)(e.OnsetSeconds - start));
    }
}
