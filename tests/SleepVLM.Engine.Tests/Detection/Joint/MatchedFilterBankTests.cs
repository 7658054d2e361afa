using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Tests.Rules.Measurements;

namespace SleepVLM.Engine.Tests.Detection.Joint;

public class MatchedFilterBankTests
{
    private static readonly TemplateSet Bump = new([WaveTemplate.Of([1, 0.5], SyntheticNight.RateHz, 0.6, t => Math.Sin(Math.PI * t / 0.6))], false, true);

    [Fact]
    public void Look_BackgroundAlone_HasVarianceOne()
    {
        var values = Look(Night(1)).Values.ToArray();
        Assert.InRange(Math.Sqrt(values.Average(value => (double)value * value)), 0.85, 1.15);
    }

    [Fact]
    public void Look_WaveInBoth_IsAtItsOnset()
    {
        var peak = Look(Bumps(Night(2), 60, 30)).Peaks(5).MaxBy(found => found.Value);
        Assert.InRange(peak.OnsetSeconds, 99.9, 100.1);
        Assert.Equal(0.6, peak.DurationSeconds);
    }

    [Fact]
    public void Look_WhatTheChannelsAlwaysShare_HidesWhatTheyShareOnly()
    {
        var night = Night(3);
        var common = new SyntheticNight(8, 77, 40, ChannelRole.F4)[ChannelRole.F4];
        for (var i = 0; i < common.Length; i++) (night[ChannelRole.F4][i], night[ChannelRole.C4][i]) = (night[ChannelRole.F4][i] + common[i], night[ChannelRole.C4][i] + common[i]);
        Assert.True(At100(night, 40, -40) > 2 * At100(night, 40, 40));
    }

    [Fact]
    public void Peaks_OneWave_IsOnePeak() => Assert.Single(Look(Bumps(Night(4), 60, 30)).Peaks(6), found => found.OnsetSeconds is > 98 and < 102);

    private static double At100(SyntheticNight night, double front, double centre)
    {
        Bumps(night, front, centre);
        var kind = new TemplateSet([WaveTemplate.Of([front, centre], SyntheticNight.RateHz, 0.6, t => Math.Sin(Math.PI * t / 0.6))], false, true);
        var evidence = Look(night, kind).Peaks(0).Where(found => found.OnsetSeconds is > 99.5 and < 100.5).Max(found => found.Value);
        Bumps(night, -front, -centre);
        return evidence;
    }

    private static SyntheticNight Night(int seed) => new(8, seed, 9, ChannelRole.F4, ChannelRole.C4);

    private static SyntheticNight Bumps(SyntheticNight night, double front, double centre) =>
        night.Sine(ChannelRole.F4, 100, 100.6, 1 / 1.2, front).Sine(ChannelRole.C4, 100, 100.6, 1 / 1.2, centre);

    private static Evidence Look(SyntheticNight night, TemplateSet? kind = null)
    {
        ChannelSignal[] channels = [.. new NightSignals(night.Build(), default).Channels];
        return new MatchedFilterBank(channels, new BackgroundSpectra(channels, _ => true, 0.01, default)).Look([kind ?? Bump], default)[0];
    }
}
