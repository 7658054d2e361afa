using SleepVLM.Contracts;
using SleepVLM.Engine.Review;
using SleepVLM.Engine.Review.NightRules;

namespace SleepVLM.Engine.Tests.Review;

public class NightRuleTests
{
    [Theory]
    [InlineData("N2 R:R.1 R:R.2 R:R.2 N2", null)]
    [InlineData("N2 R:R.2 R:R.1 N2", null)]
    [InlineData("N2 R:R.2 R:R.2 N2 R:R.1", "2-3")]
    [InlineData("R:R.2 - R:R.1", "1-1")]
    public void RemChain_StretchWithoutDefiniteR_IsFound(string night, string? stretch) => Expect(new RemChainRule(), NightCase.Of(night), "rem-chain", stretch);

    [Fact]
    public void RemChain_StretchWithoutAnyEyeMovement_IsDoubted()
    {
        var epochs = NightCase.Epochs("R:R.1 R:R.1");
        Expect(new RemChainRule(), new StagedNight([.. epochs.Select(epoch => epoch.Finding())]), "rem-without-eye-movements", "1-2");
        Expect(new RemChainRule(), new StagedNight([epochs[0].Finding(), epochs[1].Finding(SleepEventKind.RapidEyeMovement)]), "rem-without-eye-movements", null);
        Expect(new RemChainRule(), new StagedNight(epochs), "rem-without-eye-movements", null);
    }

    [Theory]
    [InlineData("W N2:N2.1 N2:N2.2 N2:N2.2", null)]
    [InlineData("W N2:N2.2 N2:N2.1 N2:N2.2", "2-2")]
    [InlineData("W N2:N2.2 N2:N2.2 W", "2-3")]
    [InlineData("N3:N3.1 N2:N2.3 N2:N2.2", null)]
    [InlineData("N2:N2.1 W N2:N2.2", "3-3")]
    public void N2Beginning_ContinuationOfNothing_IsFound(string night, string? stretch) => Expect(new N2BeginningRule(), NightCase.Of(night), "n2-not-begun", stretch);

    [Fact]
    public void N2Beginning_BeforeTheFirstEpochAskedFor_IsNotKnown() =>
        Expect(new N2BeginningRule(), NightCase.Of("N2:N2.2 N2:N2.2", firstEpoch: 40), "n2-not-begun", null);

    [Theory]
    [InlineData("W N1 N2 N3 N2 R W", null)]
    [InlineData("W N3", "1-2")]
    [InlineData("N2 R N3", "2-3")]
    [InlineData("W - R", null)]
    public void Transition_RareChange_IsFound(string night, string? stretch) => Expect(new TransitionRule(), NightCase.Of(night), "rare-transition", stretch);

    [Theory]
    [InlineData("N2 N2 R N2", "3-3")]
    [InlineData("N2 N3 N2", "2-2")]
    [InlineData("N2 W N2", null)]
    [InlineData("N2 R R N2", null)]
    [InlineData("N2 R W", null)]
    public void Island_SingleEpochOfRemOrN3_IsFound(string night, string? stretch) => Expect(new IslandRule(), NightCase.Of(night), "isolated-epoch", stretch);

    [Fact]
    public void EarlyRem_WithinFifteenMinutesOfSleepOnset_IsFound()
    {
        var late = string.Join(' ', Enumerable.Repeat("N2", 30));
        Expect(new EarlyRemRule(), NightCase.Of("W W N1 N2 R R W"), "early-rem", "5-6");
        Expect(new EarlyRemRule(), NightCase.Of($"W {late} R"), "early-rem", null);
        Expect(new EarlyRemRule(), NightCase.Of("N2 R", firstEpoch: 200), "early-rem", null);
    }

    private static void Expect(INightRule rule, StagedNight night, string check, string? stretch)
    {
        var found = rule.Check(night).Where(finding => finding.Check == check).ToList();
        Assert.Equal(stretch is null ? [] : [stretch], found.Select(finding => $"{finding.First.Number}-{finding.Last.Number}"));
        Assert.All(found, finding => Assert.EndsWith(".", finding.Explanation));
    }
}
