using SleepVLM.Engine.EpochImages.Filters;

namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Slow waves as rule N3.1 has them: both half-waves within 0.25-1 s, more than 75 uV peak to peak.</summary>
/// <remarks>Period-amplitude analysis on the signal below 4 Hz, so that a spindle on a wave adds nothing to its amplitude. Eye movements that
/// spread to the frontal EEG look alike; they are told apart by the EOG, where slow waves have the same phase and eye movements the
/// opposite.</remarks>
internal static class SlowWaves
{
    private const double SmoothingHz = 4;
    private const float Hysteresis = 0.1f * (float)SignalCriteria.SlowWaveMicrovolts;
    private const float LargestMicrovolts = 500;
    private const double ReachSeconds = 0.12, Tolerance = 0.02;

    /// <summary>Finds the slow waves of a channel; each is a pair of neighbouring half-waves, so that those of a train overlap.</summary>
    /// <param name="samples">Microvolts, 0.3-35 Hz.</param>
    /// <param name="rateHz">Samples per second.</param>
    /// <param name="eyes">Fast eye movements of the night; null without two EOG channels.</param>
    /// <returns>The waves, negative-first ones apart; <see cref="Stretch.Size"/> is peak to peak.</returns>
    public static (Stretches All, List<Stretch> NegativeFirst) Find(ReadOnlySpan<float> samples, int rateHz, Stretches? eyes)
    {
        var smooth = Sections.Filtered(samples, Sections.LowPass(4, SmoothingHz, rateHz));
        var halves = HalfWaves.Find(smooth, Hysteresis, (int)(ReachSeconds * rateHz));
        List<Stretch> all = [], negativeFirst = [];
        for (var i = 1; i < halves.Count; i++)
        {
            var (before, after) = (halves[i - 1], halves[i]);
            var size = Math.Abs(after.Peak - before.Peak);
            if (!(size > SignalCriteria.SlowWaveMicrovolts) || size > LargestMicrovolts) continue;
            if (!IsSlow(before, rateHz) || !IsSlow(after, rateHz) || after.Start - before.End > ReachSeconds * rateHz) continue;
            var wave = new Stretch((int)Math.Round(before.Start), (int)Math.Round(after.End), size);
            if (eyes is not null && eyes.Covered(wave.Start, wave.End) > 0) continue;
            all.Add(wave);
            if (before.Peak < 0) negativeFirst.Add(wave);
        }

        return (new Stretches(all, samples.Length), negativeFirst);
    }

    private static bool IsSlow(HalfWave half, int rateHz)
    {
        var seconds = (half.End - half.Start) / rateHz;
        return seconds >= 0.5 / SignalCriteria.SlowWaveHighHz - Tolerance && seconds <= 0.5 / SignalCriteria.SlowWaveLowHz + Tolerance;
    }
}
