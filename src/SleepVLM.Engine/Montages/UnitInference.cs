using System.Globalization;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Montages;

/// <summary>Decides how many microvolts one unit of a signal is, and says so where the file does not or cannot be right.</summary>
/// <remarks>Wrong units silently break staging: every conclusion here becomes a note of the montage.</remarks>
internal static class UnitInference
{
    private const int WindowCount = 24;
    private const double SmallestMicrovolts = 0.05, LargestMicrovolts = 10_000, TypicalMicrovolts = 20;
    private const double SmallestRangeMicrovolts = 10, LargestRangeMicrovolts = 2e6;
    private static readonly (string Unit, double Microvolts)[] Units = [("V", 1e6), ("mV", 1e3), ("uV", 1), ("nV", 1e-3)];

    /// <summary>The signals with their scales, and a note where a unit was inferred.</summary>
    public static (SignalPair Pair, string Note) Resolve(Recording recording, RecordedSignal first, RecordedSignal? second)
    {
        var firstUnit = VoltageUnit.Microvolts(first.Unit);
        var secondUnit = second is null ? firstUnit : VoltageUnit.Microvolts(second.Unit);
        if (firstUnit is null || secondUnit is null) return Infer(recording, first, second, firstUnit ?? secondUnit);

        var stated = new SignalPair(first, second, firstUnit.Value, secondUnit.Value);
        if (Amplitude(recording, stated) is not { } amplitude || amplitude is >= SmallestMicrovolts and <= LargestMicrovolts) return (stated, "");

        var shown = amplitude.ToString("G3", CultureInfo.InvariantCulture);
        var range = Math.Abs(first.PhysicalMaximum - first.PhysicalMinimum) * firstUnit.Value;
        var isRangePlausible = range is >= SmallestRangeMicrovolts and <= LargestRangeMicrovolts;
        if (isRangePlausible || firstUnit != secondUnit)
            return (stated, $"the typical amplitude of {shown} uV is implausible; check the unit '{first.Unit}' and the electrode");

        var likely = Likeliest(amplitude / firstUnit.Value);
        return (stated.Scaled(likely.Microvolts / firstUnit.Value),
            $"the file says '{first.Unit}', which would make a typical amplitude of {shown} uV; read as {likely.Unit}");
    }

    private static (SignalPair Pair, string Note) Infer(Recording recording, RecordedSignal first, RecordedSignal? second, double? known)
    {
        var said = first.Unit.Length == 0 ? "the file gives no unit" : $"the unit '{first.Unit}' is not known";
        // Two signals that are subtracted come from one amplifier: what one of them says holds for both.
        if (known is { } scale) return (new SignalPair(first, second, scale, scale), $"one of the two signals has no known unit; taken like the other");

        var plain = new SignalPair(first, second, 1, 1);
        if (Amplitude(recording, plain) is not { } amplitude) return (plain, $"{said} and the signal is flat; read as uV");
        var likely = Likeliest(amplitude);
        return (plain.Scaled(likely.Microvolts), $"{said}; read as {likely.Unit} by its amplitude");
    }

    private static (string Unit, double Microvolts) Likeliest(double amplitude) =>
        Units.MinBy(unit => Math.Abs(Math.Log(amplitude * unit.Microvolts / TypicalMicrovolts)));

    /// <summary>Median standard deviation of one-second windows spread over the recording, flat ones left out; null where all are flat.</summary>
    private static double? Amplitude(Recording recording, SignalPair pair)
    {
        var total = recording.SampleCount(pair.First);
        var window = new double[Math.Clamp((int)pair.First.SampleRateHz, 2, 100_000)];
        var deviations = new List<double>();
        for (var i = 0; i < WindowCount && total >= window.Length; i++)
        {
            pair.Read(recording, (total - window.Length) * i / (WindowCount - 1), window);
            var mean = window.Average();
            var deviation = Math.Sqrt(window.Average(value => (value - mean) * (value - mean)));
            if (deviation > 0 && double.IsFinite(deviation)) deviations.Add(deviation);
        }

        if (deviations.Count == 0) return null;
        deviations.Sort();
        return deviations[deviations.Count / 2];
    }
}
