using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

/// <summary>What an illness is said to change is changed, against the same sleeper without it.</summary>
public class DisorderTests
{
    private static readonly SleepStage[] Plan =
    [
        .. Enumerable.Repeat(SleepStage.W, 10), .. Enumerable.Repeat(SleepStage.N1, 6), .. Enumerable.Repeat(SleepStage.N2, 54), .. Enumerable.Repeat(SleepStage.N3, 20),
        .. Enumerable.Repeat(SleepStage.N2, 10), .. Enumerable.Repeat(SleepStage.R, 30), .. Enumerable.Repeat(SleepStage.N2, 30), .. Enumerable.Repeat(SleepStage.R, 30),
    ];

    [Theory]
    [InlineData(Disorder.Apnoea)]
    [InlineData(Disorder.Stroke)]
    public void Draw_IllSleeper_HasMoreN1AndLessN3AndShorterStretches(Disorder disorder)
    {
        var (well, ill) = (Nights(Disorder.None), Nights(disorder));
        Assert.True(Share(ill, SleepStage.N1) > 1.3 * Share(well, SleepStage.N1));
        Assert.True(Share(ill, SleepStage.N3) < 0.75 * Share(well, SleepStage.N3));
        Assert.True(Share(ill, SleepStage.R) < 0.85 * Share(well, SleepStage.R));
        Assert.True(Changes(ill) > 1.3 * Changes(well));
    }

    [Fact]
    public void Simulate_Apnoea_HasTrainsOfArousalsLedByKComplexes()
    {
        var ill = Arousals(Disorder.Apnoea, out var night);
        Assert.True(ill.Length > 2.5 * Arousals(Disorder.None, out _).Length, $"{ill.Length}");
        var gaps = ill.Skip(1).Zip(ill, (later, earlier) => later.OnsetSeconds - earlier.OnsetSeconds).Order().ToArray();
        Assert.InRange(gaps[gaps.Length / 2], 20, 60);
        Assert.All(ill.Skip(1).Zip(ill), pair => Assert.True(pair.First.OnsetSeconds >= pair.Second.EndSeconds + 10));
        var inN2 = ill.Where(arousal => Plan[(int)(arousal.OnsetSeconds / 30)] == SleepStage.N2).ToArray();
        var led = inN2.Count(arousal => night.Events.Any(item => item.Kind == SleepEventKind.KComplex && Math.Abs(item.OnsetSeconds - arousal.OnsetSeconds) < 0.7));
        Assert.InRange((double)led / inN2.Length, 0.3, 0.9);
    }

    [Fact]
    public void Simulate_Rbd_KeepsToneAndTwitchesInR()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var (ill, well) = (ToneOfR(Disorder.Rbd, seed), ToneOfR(Disorder.None, seed));
            Assert.True(ill > 0.8 && ill > 1.3 * well, $"seed {seed}: tone of R over that of N2 {ill:0.00}, without RBD {well:0.00}");
        }
    }

    [Fact]
    public void Simulate_Stroke_WeakensSpindlesAndAddsDeltaOnOneSide()
    {
        var sides = new HashSet<bool>();
        for (var seed = 1; seed <= 6; seed++)
        {
            var (sigma, delta) = (Asymmetry(Disorder.Stroke, seed, 11, 16), Asymmetry(Disorder.Stroke, seed, 0.7, 3));
            // What is weak in one band is strong in the other, on the same side.
            Assert.True(Math.Abs(Math.Log(sigma)) > 0.3 && Math.Sign(Math.Log(sigma)) != Math.Sign(Math.Log(delta)), $"seed {seed}: right over left, sigma {sigma:0.00}, delta {delta:0.00}");
            sides.Add(sigma < 1);
        }

        Assert.Equal(2, sides.Count);
    }

    [Fact]
    public void Simulate_Healthy_IsAlikeOnBothSides()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            Assert.InRange(Asymmetry(Disorder.None, seed, 11, 16), 0.85, 1.18);
            Assert.InRange(Asymmetry(Disorder.None, seed, 0.7, 3), 0.85, 1.18);
        }
    }

    private static SleepStage[][] Nights(Disorder disorder) => [.. Enumerable.Range(1, 60).Select(seed =>
        new StageDynamics(new NoiseSource(seed), StageTendency.OfAge(50).Plus(StageTendency.Of(disorder))).Draw(960))];

    private static double Share(SleepStage[][] nights, SleepStage stage) => nights.Average(night => night.Count(other => other == stage) / 960.0);

    private static double Changes(SleepStage[][] nights) => nights.Average(night => night.Skip(1).Zip(night).Count(pair => pair.First != pair.Second));

    private static SleepEvent[] Arousals(Disorder disorder, out SimulatedNight night)
    {
        night = NightSimulator.Simulate(new SimulationSettings { Seed = 4, Hypnogram = Plan, Disorder = disorder });
        return [.. night.Events.Where(item => item.Kind == SleepEventKind.Arousal)];
    }

    private static double ToneOfR(Disorder disorder, int seed)
    {
        var night = NightSimulator.Simulate(new SimulationSettings { Seed = seed, Hypnogram = Plan, Disorder = disorder, PlantedArtefacts = ArtefactKinds.None });
        double Median(SleepStage stage) => night.Truths.Where((_, i) => Plan[i] == stage).Select(truth => truth.ChinMicrovolts).Order().ElementAt(Plan.Count(other => other == stage) / 2);
        return Median(SleepStage.R) / Median(SleepStage.N2);
    }

    /// <summary>RMS of C4-M1 over that of C3-M2 in a band.</summary>
    private static double Asymmetry(Disorder disorder, int seed, double lowHz, double highHz)
    {
        var night = NightSimulator.Simulate(new SimulationSettings
        {
            Seed = seed, Hypnogram = [.. Enumerable.Repeat(SleepStage.N2, 30)], Disorder = disorder, Montage = SimulatedMontage.Bilateral, PlantedArtefacts = ArtefactKinds.None,
        });
        double Rms(string name)
        {
            var trace = Array.ConvertAll(night.WithChannelsNamed([name]).Read(0, night.Segments[0]), value => (float)value);
            RecursiveFilter.BothWays(trace, span => RecursiveFilter.LowPass(span, highHz, 128));
            var below = (float[])trace.Clone();
            RecursiveFilter.BothWays(below, span => RecursiveFilter.LowPass(span, lowHz, 128));
            return Math.Sqrt(trace.Select((value, i) => Math.Pow(value - below[i], 2)).Average());
        }
        return Rms("C4") / Rms("C3");
    }
}
