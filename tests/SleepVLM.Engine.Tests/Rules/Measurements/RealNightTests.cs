using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Rules.Measurements;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Rules.Measurements;

/// <summary>What the measurements say of a night that people scored.</summary>
public class RealNightTests
{
    [SharedFact("data/ucddb/ucddb018.edf")]
    public void Measure_ScoredNight_TellsN3FromN2BySixSecondsOfSlowWaves()
    {
        using var recording = Recording.Open(SharedFolder.PathOf("data/ucddb/ucddb018.edf"));
        var night = SignalChain.Prepare(MontageResolver.Resolve(recording), RenderStyle.SleepVlm());
        var measured = NightAnalyzer.Analyze(night, null, default).Epochs;
        var stages = File.ReadLines(SharedFolder.PathOf("data/ucddb/ucddb018.hypnogram.csv")).Skip(1).Select(line => line.Split(',')[1]).ToList();

        Assert.Equal(822, measured.Count);
        Assert.True(ShareWith("N3", epoch => epoch.SlowWaveSeconds!.Value >= 6) > 0.9);
        Assert.True(ShareWith("N2", epoch => epoch.SlowWaveSeconds!.Value >= 6) < 0.08);
        Assert.True(ShareWith("N2", epoch => epoch.Other[MeasurementNames.SpindleSeconds].Value >= 1) > 0.75);
        Assert.True(ShareWith("R", epoch => epoch.Other[MeasurementNames.SpindleSeconds].Value >= 1) < 0.2);
        Assert.All(measured, epoch => Assert.Null(epoch!.ChinToneMicrovolts));

        double ShareWith(string stage, Func<EpochMeasurements, bool> holds) =>
            measured.Where((_, i) => stages[i] == stage).Average(epoch => holds(epoch!) ? 1.0 : 0.0);
    }
}
