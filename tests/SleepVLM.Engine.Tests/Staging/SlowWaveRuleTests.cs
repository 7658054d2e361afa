using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Engine.Staging.RuleStaging;
using static SleepVLM.Contracts.SleepStage;

namespace SleepVLM.Engine.Tests.Staging;

public class SlowWaveRuleTests
{
    private static readonly Derivation Frontal = new("F4", "M1"), Central = new("C4", "M1");

    [Theory]
    [InlineData(N2, 6.6, N3)]
    [InlineData(N2, 6.4, N2)]
    [InlineData(N3, 5.4, N2)]
    [InlineData(N3, 5.6, N3)]
    [InlineData(N1, 12, N1)]
    [InlineData(W, 12, W)]
    [InlineData(R, 12, R)]
    public void Apply_FrontalSeconds_DivideN2FromN3BeyondTheMargin(SleepStage before, double seconds, SleepStage after) =>
        Assert.Equal(after, Apply(before, new Measurement(MeasurementNames.SlowWaveSeconds, seconds, "s", Frontal)));

    [Fact]
    public void Apply_SecondsOfAStandIn_SettleNothing() =>
        Assert.Equal(N2, Apply(N2, new Measurement(MeasurementNames.SlowWaveSeconds, 12, "s", Central)));

    [Fact]
    public void Apply_NothingMeasured_SettlesNothing() => Assert.Equal(N3, Apply(N3, null));

    private static SleepStage? Apply(SleepStage stage, Measurement? slowWaves)
    {
        var measured = new EpochMeasurements(new EpochIndex(0), slowWaves, null, null, new Dictionary<string, Measurement>());
        SignalQuality[] channels =
            [new(ChannelRole.F4, Frontal, SignalFault.None, 0, true), new(ChannelRole.C4, Central, SignalFault.None, 0, true)];
        var analysis = new NightAnalysis(
            [measured], new NightMeasurements(null, null, null, null), new NightDetections([], [channels], [new HashSet<SleepEventKind>()]));
        SleepStage?[] stages = [stage];
        SlowWaveRule.Apply(stages, analysis, neededSeconds: 6, marginSeconds: 0.5);
        return stages[0];
    }
}
