using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Contracts.SleepStage;

namespace SleepVLM.Engine.Tests.Rules.Checks;

public class StatedAmountCheckTests
{
    private static readonly StatedAmountCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData("Slow waves above 75 uV fill about 8 s of the epoch in F4-M1.", 8.3, Supported)]
    [InlineData("About 8 s of the epoch in F4-M1 are slow waves above 75 uV.", 10, NotAssessable)]
    [InlineData("F4-M1 shows slow waves above 75 uV for about 8 s.", 2, Contradicted)]
    [InlineData("High-amplitude slow waves take up about 12 s in F4-M1.", 15.5, Contradicted)]
    [InlineData("Slow waves cover 40 % of the epoch.", 12, Supported)]
    [InlineData("Slow waves cover 40 % of the epoch.", 5, Contradicted)]
    [InlineData("Slow waves last for more than 6 s.", 20, Supported)]
    [InlineData("Slow waves last for more than 6 s.", 2, Contradicted)]
    [InlineData("Slow waves fill less than 6 s.", 2, Supported)]
    [InlineData("Slow waves fill less than 6 s.", 13, Contradicted)]
    [InlineData("There are slow waves for 6 to 8 s.", 8, Supported)]
    public void Check_StatedSlowWaves_AreHeldAgainstTheMeasured(string text, double measured, RuleVerdict expected)
    {
        var finding = CheckCase.Of(N3).Saying(text).SlowWaves(measured).RunForOne(Check);
        Assert.Equal((expected, CheckStrength.Strong), (finding.Verdict, finding.Strength));
    }

    [Theory]
    [InlineData("Alpha rhythm covers about 60 % of the epoch in O2-M1.", 70, Supported)]
    [InlineData("Alpha rhythm covers about 60 % of the epoch in O2-M1.", 40, NotAssessable)]
    [InlineData("Alpha rhythm covers about 60 % of the epoch in O2-M1.", 20, Contradicted)]
    [InlineData("About 60 percent of the epoch is alpha rhythm in O2-M1.", 55, Supported)]
    [InlineData("Alpha is present for 18 s.", 60, Supported)]
    [InlineData("Alpha is present for 18 s.", 10, Contradicted)]
    [InlineData("More than 50 % of the epoch holds alpha.", 95, Supported)]
    [InlineData("More than 50 % of the epoch holds alpha.", 5, Contradicted)]
    public void Check_StatedAlpha_IsHeldAgainstTheMeasured(string text, double measured, RuleVerdict expected) =>
        Assert.Equal(expected, CheckCase.Of(W).Saying(text).Alpha(measured).Verdict(Check));

    [Theory]
    [InlineData("Slow waves fall short of the 6 s needed for N3.")]
    [InlineData("A K complex stands out at 8 s before slow waves.")]
    [InlineData("Alpha power fell by 40 %.")]
    [InlineData("Alpha at 10 Hz and 30 uV is seen.")]
    [InlineData("A sleep spindle lasts 1.2 s.")]
    [InlineData("")]
    public void Check_CriteriaMomentsAndOtherThings_AreNoAmounts(string text) =>
        Assert.Empty(CheckCase.Of(N2).Saying(text).SlowWaves(0).Alpha(0).Run(Check));

    [Fact]
    public void Check_StatedForAnotherDerivation_IsNotAssessable()
    {
        var finding = CheckCase.Of(N3).Saying("Slow waves fill about 9 s in O2-M1.").SlowWaves(1).RunForOne(Check);
        Assert.Equal(NotAssessable, finding.Verdict);
        Assert.Contains("another derivation than F4-M1", finding.Explanation);
    }

    [Fact]
    public void Check_PlaceNameOfAContralateralChannel_IsTheSameDerivation()
    {
        var channel = CheckCase.Channel(ChannelRole.F4, "F3", "M2", ChannelOrigin.Contralateral);
        var context = CheckCase.Of(N3).Recording(channel).Saying("Slow waves fill about 9 s in F4-M1.").Build();
        context = context with { Measured = context.Measured with { SlowWaveSeconds = new Measurement("slow-wave seconds", 9, "s", channel.Derivation) } };
        Assert.Equal(Supported, Assert.Single(Check.Check(context)).Verdict);
    }

    [Fact]
    public void Check_NotMeasured_IsNotAssessable() =>
        Assert.Equal(NotAssessable, CheckCase.Of(W).Saying("Alpha covers 60 % of the epoch.").Verdict(Check));
}
