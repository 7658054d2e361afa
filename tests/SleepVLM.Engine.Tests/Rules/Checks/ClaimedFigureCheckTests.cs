using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Engine.Tests.Rules.Checks.ClaimParts;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>A spindle of 13 Hz, 50 uV and 1 s is found at 8 s.</summary>
public class ClaimedFigureCheckTests
{
    private static readonly ClaimedFigureCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData(12.0, Supported)]
    [InlineData(10.5, NotAssessable)]
    [InlineData(9.5, Contradicted)]
    public void Check_Frequency_IsHeldAgainstTheEvent(double hertz, RuleVerdict expected) =>
        Assert.Equal(expected, Verdict(claim => claim with { FrequencyHz = Exactly(hertz) }));

    [Theory]
    [InlineData(60, Supported)]
    [InlineData(90, NotAssessable)]
    [InlineData(120, Contradicted)]
    public void Check_Amplitude_IsHeldAgainstTheEvent(double microvolts, RuleVerdict expected) =>
        Assert.Equal(expected, Verdict(claim => claim with { AmplitudeMicrovolts = Exactly(microvolts) }));

    [Fact]
    public void Check_AmplitudeFourTimesTooLarge_IsContradictedStrongly()
    {
        var finding = Spindle(claim => claim with { AmplitudeMicrovolts = Exactly(200) }).RunForOne(Check);
        Assert.Equal((Contradicted, CheckStrength.Strong), (finding.Verdict, finding.Strength));
    }

    [Theory]
    [InlineData(1.4, Supported)]
    [InlineData(2.5, NotAssessable)]
    [InlineData(4, Contradicted)]
    public void Check_Duration_IsHeldAgainstTheEvent(double seconds, RuleVerdict expected) =>
        Assert.Equal(expected, Verdict(claim => claim with { DurationSeconds = Exactly(seconds) }));

    [Theory]
    [InlineData(2, Supported)]
    [InlineData(3, NotAssessable)]
    [InlineData(6, Contradicted)]
    public void Check_Count_IsOnlyRemarkedOn(double count, RuleVerdict expected)
    {
        var finding = Spindle(claim => claim with { Times = [], Count = Exactly(count) }).RunForOne(Check);
        Assert.Equal((expected, CheckStrength.Advisory), (finding.Verdict, finding.Strength));
    }

    [Fact]
    public void Check_RangeThatHoldsTheEvent_IsSupported() => Assert.Equal(Supported, Verdict(claim => claim with { FrequencyHz = Between(11, 16) }));

    [Fact]
    public void Check_NothingFoundThere_SaysNothing() =>
        Assert.Empty(Spindle(claim => claim with { Times = [], FrequencyHz = Exactly(9.5) } is var other ? other.At(25) : other).Run(Check));

    private static RuleVerdict Verdict(Func<Claim, Claim> more)
    {
        var finding = Spindle(more).RunForOne(Check);
        Assert.Equal(CheckStrength.Soft, finding.Strength);
        return finding.Verdict;
    }

    private static CheckCase Spindle(Func<Claim, Claim> more) => CheckCase.Of(SleepStage.N2)
        .Claiming("A spindle is seen.", ClaimFeature.Spindle, claim => more(claim.At(8))).Found(SleepEventKind.Spindle, 8);
}
