using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Quality;

/// <summary>Faults that take an epoch, or the night, to see.</summary>
/// <remarks>
/// Mains hum: before the filters, its root mean square is above that of the filtered signal. Disconnected: EEG or EOG whose density from 1 to 30 Hz is level within
/// 2.5 dB, as that of an amplifier's noise is; physiology falls with frequency. Wrong unit: amplitude of the whole night beyond physiology but within it
/// when divided or multiplied by a thousand or a million. Implausible: half of the epoch's seconds below 2 uV peak to peak (EEG and EOG).
/// Heart and sweat: <see cref="HeartBeat"/>, <see cref="SweatDrift"/>.
/// </remarks>
internal static class EpochFaults
{
    /// <summary>Faults that forbid the use of an epoch.</summary>
    public const SignalFault MakesUnusable = SignalFault.Disconnected | SignalFault.WrongUnit | SignalFault.Implausible;

    private const double LevelDb = 2.5, LeastPeakToPeakMicrovolts = 2;
    private static readonly double[] LevelBandsHz = [1, 4, 8, 13, 20, 30];

    public static SignalFault[] Of(
        ReadOnlySpan<float> samples, int rateHz, ChannelRole role, RawSeconds? raw, SecondLook look, Spectrogram? spectrogram)
    {
        var faults = new SignalFault[look.Flat.Length / 30];
        var wrongUnit = UnitCheck.IsWrong(look, role);
        for (var epoch = 0; epoch < faults.Length; epoch++)
        {
            if (wrongUnit) faults[epoch] |= SignalFault.WrongUnit;
            var sound = Sound(look, epoch);
            if (sound.Count < 10) continue;
            var filtered = samples.Slice(epoch * 30 * rateHz, 30 * rateHz);
            if (raw is not null && MainsOutweighs(raw, sound, filtered, rateHz)) faults[epoch] |= SignalFault.MainsHum;
            if (HeartBeat.IsSeen(filtered, rateHz)) faults[epoch] |= SignalFault.Ecg;
            if (spectrogram is null) continue;
            if (IsLevel(spectrogram, sound)) faults[epoch] |= SignalFault.Disconnected;
            if (sound.Count(second => look.PeakToPeak[second] < LeastPeakToPeakMicrovolts) > sound.Count / 2) faults[epoch] |= SignalFault.Implausible;
            if (role <= ChannelRole.O2 && raw is not null && SweatDrift.IsSeen(raw, spectrogram, sound)) faults[epoch] |= SignalFault.Sweat;
        }

        return faults;
    }

    private static List<int> Sound(SecondLook look, int epoch)
    {
        var sound = new List<int>(30);
        for (var second = 30 * epoch; second < 30 * epoch + 30; second++)
            if ((look.Faults[second] & SecondLook.MakesUnusable) == 0) sound.Add(second);
        return sound;
    }

    private static bool MainsOutweighs(RawSeconds raw, List<int> sound, ReadOnlySpan<float> filtered, int rateHz)
    {
        double hum = 0, signal = 0;
        foreach (var second in sound)
        {
            hum += (double)raw.MainsRms[second] * raw.MainsRms[second];
            foreach (var value in filtered.Slice(second % 30 * rateHz, rateHz)) signal += (double)value * value / rateHz;
        }

        return hum > signal;
    }

    private static bool IsLevel(Spectrogram spectrogram, List<int> sound)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (var band = 0; band + 1 < LevelBandsHz.Length; band++)
        {
            var (low, high) = (LevelBandsHz[band], LevelBandsHz[band + 1]);
            var density = 10 * Math.Log10(sound.Average(second => spectrogram.Power(spectrogram.At(second), low, high)) / (high - low) + 1e-12);
            (least, most) = (Math.Min(least, density), Math.Max(most, density));
        }

        return most - least < 2 * LevelDb;
    }
}
