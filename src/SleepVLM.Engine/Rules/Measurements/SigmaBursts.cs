namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Bursts of 11-16 Hz: spindle-like, by the root mean square of the band (as YASA, Vallat and Walker 2021), without YASA's
/// further criteria.</summary>
/// <remarks>A burst exceeds the night's trimmed mean by 1.5 trimmed standard deviations and by half for 0.5-2.5 s, holds a quarter of the
/// power of 4-30 Hz there, and outweighs the alpha rhythm. Soft evidence.</remarks>
internal static class SigmaBursts
{
    private const double LowHz = 11, HighHz = 16, EdgeMarginHz = 0.5;
    private const double WindowSeconds = 0.3, StepSeconds = 0.1;
    private const double Deviations = 1.5, LeastOverMean = 1.5, LeastMicrovoltsRms = 2, LeastShare = 0.25;
    private const double ShortestSeconds = 0.5, LongestSeconds = 2.5, BridgedSeconds = 0.2;

    /// <summary>Finds the bursts; <see cref="Stretch.Size"/> is the largest root mean square of the band, microvolts.</summary>
    public static Stretches Find(ReadOnlySpan<float> samples, int rateHz, Spectrogram spectrogram, ChannelQuality quality)
    {
        var band = Sections.Filtered(samples,
            Sections.HighPass(4, LowHz - EdgeMarginHz, rateHz).Concat(Sections.LowPass(4, HighHz + EdgeMarginHz, rateHz)));
        var rms = MovingRms(band, rateHz);
        var threshold = Threshold(rms, quality);
        var found = new List<Stretch>();
        var step = StepSeconds * rateHz;
        int start = -1, last = -1;
        float largest = 0;
        for (var i = 0; i <= rms.Length; i++)
        {
            if (i < rms.Length && rms[i] >= threshold && IsSpindleLike(rms[i], (int)(i * StepSeconds), spectrogram, quality))
            {
                if (start < 0) (start, largest) = (i, 0);
                last = i;
                largest = Math.Max(largest, rms[i]);
            }
            else if (start >= 0 && (i == rms.Length || (i - last) * StepSeconds > BridgedSeconds))
            {
                var seconds = (last - start + 1) * StepSeconds;
                if (seconds is >= ShortestSeconds and <= LongestSeconds + StepSeconds / 2)
                    found.Add(new Stretch((int)(start * step), (int)((last + 1) * step), largest));
                start = -1;
            }
        }

        return new Stretches(found, samples.Length);
    }

    private static bool IsSpindleLike(float rms, int second, Spectrogram spectrogram, ChannelQuality quality)
    {
        if (!quality.IsUsable(second)) return false;
        var density = spectrogram.At(second);
        return rms * rms >= LeastShare * spectrogram.Power(density, 4, 30)
            && spectrogram.Power(density, LowHz, HighHz) > spectrogram.Power(density, SignalCriteria.AlphaLowHz, LowHz);
    }

    /// <summary>Root mean square of 0.3 s around the centre of each step of 0.1 s.</summary>
    private static float[] MovingRms(float[] band, int rateHz)
    {
        var squares = new double[band.Length + 1];
        for (var i = 0; i < band.Length; i++) squares[i + 1] = squares[i] + (double)band[i] * band[i];
        var rms = new float[(int)(band.Length / (StepSeconds * rateHz))];
        for (var i = 0; i < rms.Length; i++)
        {
            var centre = (i + 0.5) * StepSeconds * rateHz;
            var from = Math.Max(0, (int)(centre - WindowSeconds / 2 * rateHz));
            var to = Math.Min(band.Length, (int)(centre + WindowSeconds / 2 * rateHz));
            rms[i] = (float)Math.Sqrt((squares[to] - squares[from]) / (to - from));
        }

        return rms;
    }

    private static double Threshold(float[] rms, ChannelQuality quality)
    {
        var usable = new List<float>(rms.Length);
        for (var i = 0; i < rms.Length; i++)
            if (quality.IsUsable((int)(i * StepSeconds))) usable.Add(rms[i]);
        if (usable.Count == 0) return double.PositiveInfinity;
        usable.Sort();
        var trimmed = usable.GetRange(usable.Count / 10, usable.Count - 2 * (usable.Count / 10));
        var mean = trimmed.Average();
        var deviation = Math.Sqrt(trimmed.Average(value => (value - mean) * (value - mean)));
        return Math.Max(LeastMicrovoltsRms, Math.Max(LeastOverMean * mean, mean + Deviations * deviation));
    }
}
