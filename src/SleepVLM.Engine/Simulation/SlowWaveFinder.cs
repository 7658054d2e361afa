using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Eeg;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.EpochImages.Filters;

namespace SleepVLM.Engine.Simulation;

/// <summary>Reads slow waves off the frontal EEG before eyes and artefacts are added: what a scorer of N3 would count in it.</summary>
internal static class SlowWaveFinder
{
    private const double PeakToPeakMicrovolts = 75, ShortestHalfWaveSeconds = 0.25, LongestHalfWaveSeconds = 1; // AASM manual: 0.5-2 Hz

    /// <summary>The waves by the definition that detectors go by too, in the frontal EEG as the brain made it: in 0.3-4 Hz, nothing of 0.5-2 Hz taken away.</summary>
    public static IReadOnlyList<SleepEvent> Find(ReadOnlySpan<float> frontal, int sampleRateHz)
    {
        var band = new double[frontal.Length];
        for (var i = 0; i < band.Length; i++) band[i] = frontal[i];
        new ChannelFilter(ChannelRole.F4, sampleRateHz, 50).Apply(band);
        var slow = SectionCascade.Filtered(Array.ConvertAll(band, value => (float)value), Sections.LowPass(4, 4, sampleRateHz));
        return [.. SlowWaves.Apart(SlowWaves.Read(slow, sampleRateHz)).Select(wave => new SleepEvent(
            SleepEventKind.SlowWave, (double)wave.Start / sampleRateHz, (double)wave.Length / sampleRateHz, ChannelRole.F4, wave.Size, (double)sampleRateHz / wave.Length))];
    }

    /// <summary>The waves as a scorer's screen shows them, whose simple high-pass takes 6 % at 1 Hz and 20 % at 0.5 Hz away: what N3 is scored by.</summary>
    public static IReadOnlyList<SleepEvent> FindOnScreen(ReadOnlySpan<float> frontal, int sampleRateHz)
    {
        var trace = frontal.ToArray();
        RecursiveFilter.BothWays(trace, span => RecursiveFilter.LowPass(span, 4, sampleRateHz));
        RecursiveFilter.BothWays(trace, span => RecursiveFilter.HighPass(span, 0.25, sampleRateHz));
        return Read(trace, sampleRateHz);
    }

    private static IReadOnlyList<SleepEvent> Read(float[] trace, int sampleRateHz)
    {
        var halves = HalfWaves(trace);
        var waves = new List<SleepEvent>();
        for (var i = 0; i + 1 < halves.Count; i++)
        {
            var (first, second) = (halves[i], halves[i + 1]);
            var size = Math.Abs(second.Peak - first.Peak);
            if (size <= PeakToPeakMicrovolts || !IsSlow(first, sampleRateHz) || !IsSlow(second, sampleRateHz)) continue;
            var duration = (double)(second.End - first.Start) / sampleRateHz;
            waves.Add(new(SleepEventKind.SlowWave, (double)first.Start / sampleRateHz, duration, ChannelRole.F4, size, 1 / duration));
            i++; // a half-wave belongs to one wave
        }
        return waves;
    }

    private static bool IsSlow((int Start, int End, float Peak) half, int rate) =>
        half.End - half.Start >= ShortestHalfWaveSeconds * rate && half.End - half.Start <= LongestHalfWaveSeconds * rate;

    private static List<(int Start, int End, float Peak)> HalfWaves(float[] trace)
    {
        var halves = new List<(int, int, float)>();
        var (start, peak) = (0, 0f);
        for (var i = 1; i < trace.Length; i++)
        {
            if (trace[i] >= 0 != trace[i - 1] >= 0)
            {
                halves.Add((start, i, peak));
                (start, peak) = (i, 0);
            }
            if (Math.Abs(trace[i]) > Math.Abs(peak)) peak = trace[i];
        }
        return halves;
    }
}
