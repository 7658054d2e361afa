using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

public class AgeTests
{
    // Shares of the sleep period at these ages by linear regression over the 190 nights of Sleep-EDF Expanded.
    [Theory]
    [InlineData(25, 0.049, 0.072, 0.503, 0.157, 0.219)]
    [InlineData(55, 0.182, 0.118, 0.436, 0.100, 0.165)]
    [InlineData(70, 0.248, 0.141, 0.402, 0.071, 0.138)]
    public void Draw_AtAnAge_HasTheSharesOfRealNights(int years, double w, double n1, double n2, double n3, double r)
    {
        double[] real = [w, n1, n2, n3, r], drawn = new double[5];
        const int nights = 150;
        for (var seed = 1; seed <= nights; seed++)
        {
            var night = new StageDynamics(new NoiseSource(seed), StageTendency.OfAge(years)).Draw(960);
            var (first, last) = (Array.FindIndex(night, stage => stage != SleepStage.W), Array.FindLastIndex(night, stage => stage != SleepStage.W));
            foreach (var stage in night[first..(last + 1)]) drawn[(int)stage] += 1.0 / (last + 1 - first) / nights;
        }

        for (var stage = 0; stage < 5; stage++) Assert.InRange(drawn[stage], real[stage] - 0.03, real[stage] + 0.03);
    }

    [Fact]
    public void Simulate_OldSleeper_HasSmallerSlowWavesAndFewerSpindles()
    {
        SleepStage[] plan = [.. Enumerable.Repeat(SleepStage.N2, 40), .. Enumerable.Repeat(SleepStage.N3, 40)];
        SimulatedNight At(int years) => NightSimulator.Simulate(new SimulationSettings { Seed = 2, Hypnogram = plan, AgeYears = years });
        var (young, old) = (At(22), At(78));
        static double SlowWaveSeconds(SimulatedNight night) => night.Truths.Sum(truth => truth.SlowWaveSeconds);
        static int Spindles(SimulatedNight night) => night.Events.Count(item => item.Kind == SleepEventKind.Spindle);
        Assert.True(SlowWaveSeconds(old) < 0.7 * SlowWaveSeconds(young), $"{SlowWaveSeconds(old):0} against {SlowWaveSeconds(young):0} s");
        Assert.True(Spindles(old) < 0.8 * Spindles(young), $"{Spindles(old)} against {Spindles(young)}");
    }

    [Fact]
    public void OfSeed_ManySeeds_DrawsAgesOfAdults()
    {
        int[] ages = [.. Enumerable.Range(1, 200).Select(seed => AgeDraw.OfSeed(seed))];
        Assert.All(ages, age => Assert.InRange(age, 18, 90));
        Assert.True(ages.Distinct().Count() > 40);
        Assert.InRange(ages.Average(), 46, 54);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(101)]
    public void Simulate_AgeOutOfRange_IsRefused(int years) =>
        Assert.Contains("give 18 to 100", Assert.Throws<SimulationException>(() => NightSimulator.Simulate(new SimulationSettings { AgeYears = years })).Message);
}
