using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

public sealed class SimulatedHypnogramTests
{
    [Fact]
    public void Stretch_SameSeed_IsTheSame() =>
        Assert.Equal(SimulatedHypnogram.Stretch(Of(12), 240), SimulatedHypnogram.Stretch(Of(12), 240));

    [Fact]
    public void Stretch_ManySeeds_HoldEveryStageInTheSharesOfWholeNights()
    {
        var epochs = Enumerable.Range(0, 200).SelectMany(seed => SimulatedHypnogram.Stretch(Of(seed), 240)).ToList();
        double Share(SleepStage stage) => epochs.Count(each => each == stage) / (double)epochs.Count;
        Assert.InRange(Share(SleepStage.W), 0.1, 0.35);
        Assert.InRange(Share(SleepStage.N1), 0.04, 0.18);
        Assert.InRange(Share(SleepStage.N2), 0.3, 0.6);
        Assert.InRange(Share(SleepStage.N3), 0.05, 0.25);
        Assert.InRange(Share(SleepStage.R), 0.08, 0.25);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(961)]
    public void Stretch_NoSuchLength_Throws(int epochs) => Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedHypnogram.Stretch(Of(1), epochs));

    private static SimulationSettings Of(int seed) => new() { Seed = seed };
}
