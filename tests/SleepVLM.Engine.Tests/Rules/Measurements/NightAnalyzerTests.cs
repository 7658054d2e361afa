using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Tests.Rules.Measurements;

public class NightAnalyzerTests
{
    [Fact]
    public void Measure_AnySignal_GivesFiniteNumbersWithinTheirBounds()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var roles = Enum.GetValues<ChannelRole>().Where(_ => random.Next(3) > 0).DefaultIfEmpty(ChannelRole.C4).ToArray();
            var night = new SyntheticNight(random.Next(1, 5), seed, 40 * random.NextDouble(), roles);
            foreach (var role in roles)
            {
                var from = 20 * random.NextDouble();
                night.Sine(role, from, from + 9, 0.3 + 20 * random.NextDouble(), Math.Pow(10, 4 * random.NextDouble()));
                if (random.Next(4) == 0) night.Fill(role, from, 30, random.Next(-2000, 2000));
            }

            foreach (var epoch in night.Measure().Epochs) AssertSound(epoch!, $"seed {seed}");
        }
    }

    [Fact]
    public void Measure_SameNightTwice_GivesTheSame()
    {
        var night = new SyntheticNight(4, 7, 20).Build();
        var (first, second) = (NightAnalyzer.Analyze(night, null, default), NightAnalyzer.Analyze(night, null, default));
        Assert.Equal(first.Night, second.Night);
        for (var i = 0; i < 4; i++) Assert.Equal(first.Epochs[i]!.Other.OrderBy(pair => pair.Key), second.Epochs[i]!.Other.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void Measure_NoEpochs_GivesNone() => Assert.Empty(new SyntheticNight(0).Measure().Epochs);

    [Fact]
    public void Measure_Cancelled_Throws() =>
        Assert.Throws<OperationCanceledException>(() => NightAnalyzer.Analyze(new SyntheticNight().Build(), null, new CancellationToken(true)));

    [Fact]
    public void Measure_LowRate_SaysWhatIsNeeded()
    {
        var style = new RenderStyle("coarse", 50, 50, 448, 224);
        var montage = new SyntheticNight(roles: ChannelRole.C4).Build().Montage;
        var error = Assert.Throws<SleepVlmException>(() => NightAnalyzer.Analyze(new PreparedNight(montage, style, [new float[1500]], [null]), null, default));
        Assert.Contains("coarse/50Hz has 50 samples per second", error.Message);
    }

    private static void AssertSound(EpochMeasurements epoch, string seed)
    {
        Measurement?[] main = [epoch.SlowWaveSeconds, epoch.AlphaPercent, epoch.ChinToneMicrovolts];
        foreach (var measured in epoch.Other.Values.Concat(main.OfType<Measurement>()))
        {
            Assert.True(double.IsFinite(measured.Value), $"{seed}: {measured}");
            if (measured.Unit is "s") Assert.True(measured.Value is >= 0 and <= 30, $"{seed}: {measured}");
            if (measured.Unit is "%" && measured.Name != MeasurementNames.ChinTonePlace)
                Assert.True(measured.Value is >= 0 and <= 100.1, $"{seed}: {measured}");
            if (measured.Unit is "uV" or "count" && measured.Name != MeasurementNames.SlowWaveMargin) Assert.True(measured.Value >= 0, $"{seed}: {measured}");
            Assert.True(measured.OnsetSeconds > -2 && measured.OnsetSeconds < 30 && measured.DurationSeconds > 0, $"{seed}: {measured}");
        }
    }
}
