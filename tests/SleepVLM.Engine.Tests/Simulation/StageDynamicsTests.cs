using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

/// <summary>Drawn hypnograms against the real ones that the numbers come from (mean shares W .17, N1 .08, N2 .46, N3 .12, R .16).</summary>
public class StageDynamicsTests
{
    private static readonly SleepStage[][] Nights = [.. Enumerable.Range(1, 150).Select(seed => new StageDynamics(new NoiseSource(seed)).Draw(960))];

    [Theory]
    [InlineData(SleepStage.W, 0.17)]
    [InlineData(SleepStage.N1, 0.08)]
    [InlineData(SleepStage.N2, 0.46)]
    [InlineData(SleepStage.N3, 0.12)]
    [InlineData(SleepStage.R, 0.16)]
    public void Draw_ManyNights_SharesAreReal(SleepStage stage, double share) =>
        Assert.InRange(Nights.Average(night => ((ReadOnlySpan<SleepStage>)night).Count(stage) / 960.0), share - 0.045, share + 0.045);

    [Fact]
    public void Draw_DeepSleepIsEarlyAndRemIsLate()
    {
        static double Share(SleepStage stage, Range part) => Nights.Average(night => ((ReadOnlySpan<SleepStage>)night[part]).Count(stage) / 320.0);
        Assert.True(Share(SleepStage.N3, ..320) > 1.5 * Share(SleepStage.N3, 640..));
        Assert.True(Share(SleepStage.R, 640..) > 1.5 * Share(SleepStage.R, ..320));
    }

    [Fact]
    public void Draw_RemReturnsAfterAnHourAndAHalf()
    {
        var latencies = Nights.Where(night => night.Contains(SleepStage.R))
            .Select(night => (Array.IndexOf(night, SleepStage.R) - Array.FindIndex(night, stage => stage != SleepStage.W)) / 2.0).Order().ToArray();
        Assert.InRange(latencies[latencies.Length / 2], 60, 130);
    }
}
