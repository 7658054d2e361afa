namespace SleepVLM.Engine.Tests.EpochImages;

internal static class Sines
{
    public static double[] Of(double rateHz, double seconds, double frequencyHz, double amplitude = 1) =>
        [.. Enumerable.Range(0, (int)Math.Round(rateHz * seconds)).Select(i => amplitude * Math.Sin(2 * Math.PI * frequencyHz * i / rateHz))];

    /// <summary>Amplitude of a steady sine, from the middle half of it.</summary>
    public static double Amplitude(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        var middle = samples.Slice(samples.Length / 4, samples.Length / 2);
        foreach (var sample in middle) sum += (double)sample * sample;
        return Math.Sqrt(2 * sum / middle.Length);
    }
}
