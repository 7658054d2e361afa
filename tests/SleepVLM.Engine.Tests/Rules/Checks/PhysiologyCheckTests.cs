using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.CheckStrength;
using static SleepVLM.Engine.Tests.Rules.Checks.ClaimParts;

namespace SleepVLM.Engine.Tests.Rules.Checks;

public class PhysiologyCheckTests
{
    private static readonly PhysiologyCheck Check = new();

    [Theory]
    [InlineData(ClaimFeature.Spindle, 7, true)]
    [InlineData(ClaimFeature.Spindle, 12, false)]
    [InlineData(ClaimFeature.AlphaRhythm, 10, false)]
    [InlineData(ClaimFeature.AlphaRhythm, 17, true)]
    [InlineData(ClaimFeature.SlowWave, 9, true)]
    [InlineData(ClaimFeature.None, 150, true)]
    public void Check_Frequency_MustBePossible(ClaimFeature feature, double hertz, bool contradicts) =>
        Expect(contradicts ? Strong : null, feature, claim => claim with { FrequencyHz = Exactly(hertz) });

    [Theory]
    [InlineData(ClaimFeature.KComplex, 5, true)]
    [InlineData(ClaimFeature.KComplex, 150, false)]
    [InlineData(ClaimFeature.Spindle, 5000, true)]
    [InlineData(ClaimFeature.Background, 20000, true)]
    public void Check_Amplitude_MustBePossible(ClaimFeature feature, double microvolts, bool contradicts) =>
        Expect(contradicts ? Strong : null, feature, claim => claim with { AmplitudeMicrovolts = Exactly(microvolts) });

    [Theory]
    [InlineData(ClaimFeature.Spindle, 0.2, true)]
    [InlineData(ClaimFeature.Spindle, 45, true)]
    [InlineData(ClaimFeature.Spindle, 1.2, false)]
    [InlineData(ClaimFeature.VertexWave, 1.5, true)]
    [InlineData(ClaimFeature.Arousal, 1, true)]
    [InlineData(ClaimFeature.RapidEyeMovement, 10, false)]
    public void Check_Duration_MustBePossible(ClaimFeature feature, double seconds, bool contradicts) =>
        Expect(contradicts ? Strong : null, feature, claim => claim with { DurationSeconds = Exactly(seconds) });

    [Fact]
    public void Check_ShareAboveAHundredPercent_IsContradicted() => Expect(Strong, ClaimFeature.AlphaRhythm, claim => claim with { SharePercent = Exactly(140) });

    [Fact]
    public void Check_CountOfManySpindles_IsContradicted() => Expect(Strong, ClaimFeature.Spindle, claim => claim with { Count = Exactly(50) });

    [Fact]
    public void Check_RangeThatReachesBeyond_IsDoubted() => Expect(Soft, ClaimFeature.Spindle, claim => claim with { FrequencyHz = Between(6, 14) });

    [Fact]
    public void Check_OpenRange_IsNoFault() => Expect(null, ClaimFeature.SlowWave, claim => claim with { AmplitudeMicrovolts = Between(75, null) });

    private static void Expect(CheckStrength? strength, ClaimFeature feature, Func<Claim, Claim> more)
    {
        var findings = CheckCase.Of(SleepStage.N2).Claiming("It is so.", feature, more).Run(Check);
        if (strength is null) Assert.Empty(findings);
        else Assert.Equal((RuleVerdict.Contradicted, strength), (findings.Single().Verdict, findings.Single().Strength));
    }
}
