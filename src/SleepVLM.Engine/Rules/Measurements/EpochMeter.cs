using SleepVLM.Contracts;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Reads one epoch off what was found in the night.</summary>
internal sealed class EpochMeter(NightSignals signals, int epoch)
{
    private readonly Dictionary<string, Measurement> _other = [];

    public EpochMeasurements Read()
    {
        ReadQuality();
        var slowWaves = ReadSlowWaves();
        var alpha = ReadAlpha();
        var tone = ReadChin();
        ReadSigma();
        ReadEyes();
        foreach (var channel in signals.Channels)
            if (channel.IsEeg && channel.Quality.IsAssessable(epoch)) ReadBands(channel);
        if (signals.Movement is { } movement)
            Add(MeasurementNames.MovementSeconds, movement.Seconds(epoch), "s", movement.Derivation);
        return new EpochMeasurements(new EpochIndex(epoch), slowWaves, alpha, tone, _other);
    }

    private void ReadQuality()
    {
        foreach (var channel in signals.Channels)
        {
            Add(MeasurementNames.UnusableSeconds(channel.Role), channel.Quality.UnusableSeconds(epoch), "s", channel.Derivation);
            Add(MeasurementNames.FlatSeconds(channel.Role), channel.Quality.FlatSeconds(epoch), "s", channel.Derivation);
        }
    }

    private Measurement? ReadSlowWaves()
    {
        if (signals.First(epoch, F4, C4, O2) is not { } channel) return null;
        var (all, isolated) = signals.SlowWavesOf(channel);
        var (from, half, to) = Samples(channel);
        var largest = all.Largest(from, to);
        if (largest is { } wave) AddFound(MeasurementNames.LargestSlowWave, wave.Size, "uV", channel, wave);
        AddCount(MeasurementNames.IsolatedWaves, isolated, channel, from, to);
        AddCount(MeasurementNames.IsolatedWavesFirstHalf, isolated, channel, from, half);
        AddCount(MeasurementNames.IsolatedWavesLastHalf, isolated, channel, half, to);
        return new Measurement(MeasurementNames.SlowWaveSeconds, (double)all.Covered(from, to) / channel.RateHz, "s", channel.Derivation);
    }

    private Measurement? ReadAlpha()
    {
        if (signals.First(epoch, O2, C4, F4) is not { } channel) return null;
        int found = 0, usable = 0, run = 0, longest = 0, longestEnd = 0;
        for (var second = 0; second < 30; second++)
        {
            var isUsable = channel.Quality.IsUsable(epoch * 30 + second);
            var isAlpha = isUsable && channel.AlphaSeconds[epoch * 30 + second];
            usable += isUsable ? 1 : 0;
            found += isAlpha ? 1 : 0;
            run = isAlpha ? run + 1 : 0;
            if (run > longest) (longest, longestEnd) = (run, second + 1);
        }

        if (longest > 0) Add(MeasurementNames.LongestAlphaRun, longest, "s", channel.Derivation, longestEnd - longest, longest);
        if (BackgroundRhythm.FrequencyHz(channel.Spectrogram, channel.Quality, epoch) is { } hertz)
            Add(MeasurementNames.BackgroundFrequency, hertz, "Hz", channel.Derivation);
        return new Measurement(MeasurementNames.AlphaPercent, 100.0 * found / usable, "%", channel.Derivation);
    }

    private Measurement? ReadChin()
    {
        if (signals.Chin is not { } chin || !chin.IsAssessable(epoch)) return null;
        var tone = chin.Tone(epoch);
        Add(MeasurementNames.ChinBaseline, chin.Baseline(epoch), "uV", chin.Derivation);
        if (ChinRange.PlacePercent(tone, chin.Low, chin.High) is { } place) Add(MeasurementNames.ChinTonePlace, place, "%", chin.Derivation);
        return new Measurement(MeasurementNames.ChinTone, tone, "uV", chin.Derivation);
    }

    private void ReadSigma()
    {
        if (signals.First(epoch, C4, F4, O2) is not { } channel) return;
        var bursts = channel.SigmaBursts;
        var (from, half, to) = Samples(channel);
        Add(MeasurementNames.SigmaBurstSeconds, (double)bursts.Covered(from, to) / channel.RateHz, "s", channel.Derivation);
        Add(MeasurementNames.SigmaBurstSecondsFirstHalf, (double)bursts.Covered(from, half) / channel.RateHz, "s", channel.Derivation, 0, 15);
        Add(MeasurementNames.SigmaBurstSecondsLastHalf, (double)bursts.Covered(half, to) / channel.RateHz, "s", channel.Derivation, 15, 15);
        Stretch? longest = null;
        foreach (var burst in bursts.Centred(from, to))
            if (longest is null || burst.Length > longest.Value.Length) longest = burst;
        if (longest is { } found) AddFound(MeasurementNames.LongestSigmaBurst, (double)found.Length / channel.RateHz, "s", channel, found);
    }

    private void ReadEyes()
    {
        if (signals.Eyes is not { } eyes || signals.Channel(LOC) is not { } left || signals.Channel(ROC) is not { } right) return;
        if (!left.Quality.IsAssessable(epoch) || !right.Quality.IsAssessable(epoch)) return;
        var (from, _, to) = Samples(left);
        AddCount(MeasurementNames.FastEyeMovements, eyes.Fast, left, from, to);
        if (eyes.Fast.Largest(from, to) is { } largest) AddFound(MeasurementNames.LargestEyeMovement, largest.Size, "uV", left, largest);
        Add(MeasurementNames.SlowEyeMovementPercent, eyes.SlowSeconds.AsSpan(epoch * 30, 30).Count(true) / 0.3, "%", left.Derivation);
    }

    private void ReadBands(NightChannel channel)
    {
        var spectrogram = channel.Spectrogram;
        var density = spectrogram.Mean(epoch, channel.Quality);
        var total = spectrogram.Power(density, 0.5, 30);
        foreach (var band in Enum.GetValues<EegBand>())
        {
            var (low, high) = EegBands.Edges(band);
            var power = spectrogram.Power(density, low, high);
            Add(MeasurementNames.BandPower(channel.Role, band), 10 * Math.Log10(power + 1e-12), "dB", channel.Derivation);
            Add(MeasurementNames.RelativeBandPower(channel.Role, band), 100 * power / total, "%", channel.Derivation);
        }
    }

    private (int From, int Half, int To) Samples(NightChannel channel)
    {
        var from = epoch * 30 * channel.RateHz;
        return (from, from + 15 * channel.RateHz, from + 30 * channel.RateHz);
    }

    private void AddCount(string name, Stretches stretches, NightChannel channel, int from, int to)
    {
        var count = stretches.Centred(from, to).Length;
        if (stretches.Largest(from, to) is { } largest) AddFound(name, count, "count", channel, largest);
        else Add(name, count, "count", channel.Derivation);
    }

    private void AddFound(string name, double value, string unit, NightChannel channel, Stretch found) =>
        Add(name, value, unit, channel.Derivation, (double)found.Start / channel.RateHz - epoch * 30, (double)found.Length / channel.RateHz);

    private void Add(string name, double value, string unit, Derivation derivation, double onsetSeconds = 0, double durationSeconds = 30) =>
        _other.Add(name, new Measurement(name, value, unit, derivation, onsetSeconds, durationSeconds));
}
