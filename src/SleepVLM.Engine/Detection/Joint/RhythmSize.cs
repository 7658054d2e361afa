namespace SleepVLM.Engine.Detection.Joint;

/// <summary>Size of a rhythm of known frequency that waxes and wanes, read off unfiltered samples.</summary>
internal static class RhythmSize
{
    private const double WindowSeconds = 0.3, StepSeconds = 0.05, LeastShare = 0.4, LeastSeconds = 0.4;

    /// <summary>Peak to peak at its height, microvolts: its envelope is half a sine over the stretch.</summary>
    public static double Of(ReadOnlySpan<float> samples, int rateHz, double hertz) => 2 * Amplitude(samples, rateHz, hertz, 1);

    /// <summary>Whether 0.4 s of it have 0.4 of its largest size: a single sharp wave has not, however large.</summary>
    public static bool Lasts(ReadOnlySpan<float> samples, int rateHz, double hertz)
    {
        int window = (int)(WindowSeconds * rateHz), step = Math.Max(1, (int)(StepSeconds * rateHz));
        var sizes = new List<double>();
        for (var start = 0; start + window <= samples.Length; start += step) sizes.Add(Amplitude(samples.Slice(start, window), rateHz, hertz, 2));
        return sizes.Count > 0 && sizes.Count(size => size >= LeastShare * sizes.Max()) * (double)step / rateHz >= LeastSeconds;
    }

    /// <param name="samples">Microvolts.</param>
    /// <param name="rateHz">Samples a second.</param>
    /// <param name="hertz">Of the rhythm.</param>
    /// <param name="power">Of half a sine, which the samples are weighed with.</param>
    private static double Amplitude(ReadOnlySpan<float> samples, int rateHz, double hertz, int power)
    {
        double re = 0, im = 0, weights = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var envelope = Math.Sin(Math.PI * (i + 0.5) / samples.Length);
            var weight = power == 1 ? envelope : envelope * envelope;
            var (sin, cos) = Math.SinCos(2 * Math.PI * hertz * i / rateHz);
            (re, im) = (re + weight * cos * samples[i], im + weight * sin * samples[i]);
            weights += (power == 1 ? envelope * envelope : weight) / 2;
        }

        return weights > 0 ? Math.Sqrt(re * re + im * im) / weights : 0;
    }
}
