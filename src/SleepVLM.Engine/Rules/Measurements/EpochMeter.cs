using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Detection.Eeg;
using SleepVLM.Engine.Detection.Signals;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Reads one epoch off what was found in the night.</summary>
/// <remarks>
/// Slow waves and K complexes are read in F4, else C4, else O2; alpha in O2, else C4, else F4; spindles in C4, else F4, else O2, epoch by epoch: the
/// derivation of each measurement says where. What is missing, flat, clipped or beyond physiology for more than a third of an epoch is not measured.
/// </remarks>
internal sealed class EpochMeter(NightFindings night, int epoch)
{
    private readonly Dictionary<string, Measurement> _other = [];

    public EpochMeasurements Read()
    {
        ReadQuality();
        var slowWaves = ReadSlowWaves();
        var alpha = ReadAlpha();
        var tone = ReadChin();
        ReadSpindles();
        ReadEyes();
        foreach (var channel in night.Signals.Eeg)
            if (channel.Quality.IsAssessable(epoch)) ReadBands(channel);
        if (night.Movements is { } movement)
            Add(MeasurementNames.MovementSeconds, movement.Seconds(epoch), "s", movement.Channel.Derivation);
        return new EpochMeasurements(new EpochIndex(epoch), slowWaves, alpha, tone, _other);
    }

    private void ReadQuality()
    {
        foreach (var channel in night.Signals.Channels)
        {
            Add(MeasurementNames.UnusableSeconds(channel.Role), channel.Quality.UnusableSeconds(epoch), "s", channel.Derivation);
            Add(MeasurementNames.FlatSeconds(channel.Role), channel.Quality.FlatSeconds(epoch), "s", channel.Derivation);
        }
    }

    private Measurement? ReadSlowWaves()
    {
        if (night.First(epoch, F4, C4, O2) is not { } found) return null;
        var (channel, meter) = (found.Channel, found.SlowWaveMeter);
        var (from, half, to) = Samples(channel);
        if (meter.All.Largest(from, to) is { } wave) AddFound(MeasurementNames.LargestSlowWave, wave.Size, "uV", channel, wave);
        if (meter.MarginMicrovolts(epoch) is { } margin) Add(MeasurementNames.SlowWaveMargin, margin, "uV", channel.Derivation);
        AddCount(MeasurementNames.KComplexes, found.KComplexes, channel, from, to);
        AddCount(MeasurementNames.KComplexesFirstHalf, found.KComplexes, channel, from, half);
        AddCount(MeasurementNames.KComplexesLastHalf, found.KComplexes, channel, half, to);
        return new Measurement(MeasurementNames.SlowWaveSeconds, meter.Seconds(epoch), "s", channel.Derivation);
    }

    private Measurement? ReadAlpha()
    {
        if (night.First(epoch, O2, C4, F4) is not { } found) return null;
        var (channel, alpha) = (found.Channel, found.Alpha);
        int run = 0, longest = 0, longestEnd = 0;
        for (var second = 0; second < 30; second++)
        {
            run = alpha[epoch * 30 + second] ? run + 1 : 0;
            if (run > longest) (longest, longestEnd) = (run, second + 1);
        }

        if (longest > 0) Add(MeasurementNames.LongestAlphaRun, longest, "s", channel.Derivation, longestEnd - longest, longest);
        if (BackgroundRhythm.FrequencyHz(channel.Spectrogram, channel.Quality, epoch) is { } hertz)
            Add(MeasurementNames.BackgroundFrequency, hertz, "Hz", channel.Derivation);
        Add(MeasurementNames.MixedFrequencyPercent, LowAmplitudeMixedFrequency.Percent(found, epoch), "%", channel.Derivation);
        return new Measurement(MeasurementNames.AlphaPercent, alpha.Percent(epoch), "%", channel.Derivation);
    }

    private Measurement? ReadChin()
    {
        if (night.Chin is not { } chin || !chin.IsAssessable(epoch)) return null;
        var tone = chin.Tone(epoch);
        Add(MeasurementNames.ChinBaseline, chin.Baseline(epoch), "uV", chin.Derivation);
        if (chin.AtoniaIndex(epoch) is { } atonia) Add(MeasurementNames.AtoniaIndex, atonia, "", chin.Derivation);
        if (ChinRange.PlacePercent(tone, chin.Low, chin.High) is { } place) Add(MeasurementNames.ChinTonePlace, place, "%", chin.Derivation);
        return new Measurement(MeasurementNames.ChinTone, tone, "uV", chin.Derivation);
    }

    private void ReadSpindles()
    {
        if (night.First(epoch, C4, F4, O2) is not { } found) return;
        var (channel, spindles) = (found.Channel, found.Spindles);
        var (from, half, to) = Samples(channel);
        Add(MeasurementNames.SpindleSeconds, (double)spindles.Covered(from, to) / channel.RateHz, "s", channel.Derivation);
        Add(MeasurementNames.SpindleSecondsFirstHalf, (double)spindles.Covered(from, half) / channel.RateHz, "s", channel.Derivation);
        Add(MeasurementNames.SpindleSecondsLastHalf, (double)spindles.Covered(half, to) / channel.RateHz, "s", channel.Derivation);
        Stretch? longest = null;
        foreach (var spindle in spindles.Centred(from, to))
            if (longest is null || spindle.Length > longest.Value.Length) longest = spindle;
        if (longest is { } stretch) AddFound(MeasurementNames.LongestSpindle, (double)stretch.Length / channel.RateHz, "s", channel, stretch);
    }

    private void ReadEyes()
    {
        if (night.RapidEyeMovements is not { } rapid || night.SlowEyeMovements is not { } slow || !night.Signals.HasEyes(epoch)) return;
        var left = night.Signals.Channel(LOC)!;
        var (from, _, to) = Samples(left);
        AddCount(MeasurementNames.FastEyeMovements, rapid.Covered, left, from, to);
        if (rapid.Covered.Largest(from, to) is { } largest) AddFound(MeasurementNames.LargestEyeMovement, largest.Size, "uV", left, largest);
        Add(MeasurementNames.SlowEyeMovementPercent, slow.Seconds(epoch) / 0.3, "%", left.Derivation);
    }

    private void ReadBands(ChannelSignal channel)
    {
        var spectrogram = channel.Spectrogram;
        var density = spectrogram.Mean(epoch, channel.Quality);
        var total = spectrogram.Power(density, 0.5, 30);
        int[] usable = [.. Enumerable.Range(epoch * 30, 30).Where(second => channel.Quality.IsUsable(second))];
        foreach (var band in Enum.GetValues<EegBand>())
        {
            var (low, high) = EegBands.Edges(band);
            var power = spectrogram.Power(density, low, high);
            Add(MeasurementNames.BandPower(channel.Role, band), 10 * Math.Log10(power + 1e-12), "dB", channel.Derivation);
            Add(MeasurementNames.RelativeBandPower(channel.Role, band), 100 * power / total, "%", channel.Derivation);
            var seconds = Array.ConvertAll(usable, second => 10 * Math.Log10(spectrogram.Power(spectrogram.At(second), low, high) + 1e-12));
            Add(MeasurementNames.BandUnrest(channel.Role, band), Percentiles.Of(seconds, 90) - Percentiles.Of(seconds, 10), "dB", channel.Derivation);
        }
    }

    private (int From, int Half, int To) Samples(ChannelSignal channel)
    {
        var from = epoch * 30 * channel.RateHz;
        return (from, from + 15 * channel.RateHz, from + 30 * channel.RateHz);
    }

    private void AddCount(string name, Stretches stretches, ChannelSignal channel, int from, int to)
    {
        var count = stretches.Centred(from, to).Length;
        if (stretches.Largest(from, to) is { } largest) AddFound(name, count, "count", channel, largest);
        else Add(name, count, "count", channel.Derivation);
    }

    private void AddFound(string name, double value, string unit, ChannelSignal channel, Stretch found) =>
        Add(name, value, unit, channel.Derivation, (double)found.Start / channel.RateHz - epoch * 30, (double)found.Length / channel.RateHz);

    private void Add(string name, double value, string unit, Derivation derivation, double onsetSeconds = 0, double durationSeconds = 30) =>
        _other.Add(name, new Measurement(name, value, unit, derivation, onsetSeconds, durationSeconds));
}
