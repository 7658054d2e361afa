namespace SleepVLM.Engine.Detection.Quality;

/// <summary>Measures one frequency in a short stretch (Goertzel's algorithm).</summary>
internal sealed class MainsTone(double hertz, double rateHz)
{
    private readonly double _cos = Math.Cos(2 * Math.PI * hertz / rateHz);

    /// <summary>Root mean square of the tone, in the unit of the samples.</summary>
    public float Rms(ReadOnlySpan<double> samples)
    {
        double before = 0, last = 0, offset = samples[0];
        foreach (var value in samples) (before, last) = (last, value - offset + 2 * _cos * last - before);
        var power = last * last + before * before - 2 * _cos * last * before;
        return (float)(Math.Sqrt(2 * Math.Max(0, power)) / samples.Length);
    }
}
