using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eyes;

/// <summary>How much a trace usually changes over a short time: the scale that rapid movements stand out of.</summary>
internal static class UsualStep
{
    private const int BlockSeconds = 10, BlocksAround = 3, QuietPercent = 30, SamplesPerSecond = 20;

    /// <summary>One value a second: the median step of each 10 s as a standard deviation, and of those of 70 s around the quiet end (30th percentile).</summary>
    /// <param name="trace">Microvolts.</param>
    /// <param name="rateHz">Samples per second.</param>
    /// <param name="half">Half of the step, samples.</param>
    public static double[] Of(float[] trace, int rateHz, int half)
    {
        int stride = Math.Max(1, rateHz / SamplesPerSecond), block = BlockSeconds * rateHz, blocks = (trace.Length + block - 1) / block;
        var medians = new double[blocks];
        for (var b = 0; b < blocks; b++)
        {
            var steps = new List<double>();
            for (var i = Math.Max(half, b * block); i < Math.Min(trace.Length - half, (b + 1) * block); i += stride)
                steps.Add(Math.Abs(trace[i + half] - trace[i - half]));
            medians[b] = steps.Count == 0 ? 0 : 1.4826 * Percentiles.Of([.. steps], 50);
        }

        var usual = new double[(trace.Length + rateHz - 1) / rateHz];
        for (var b = 0; b < blocks; b++)
        {
            var around = Percentiles.Of(medians[Math.Max(0, b - BlocksAround)..Math.Min(blocks, b + BlocksAround + 1)], QuietPercent);
            for (var second = b * BlockSeconds; second < Math.Min(usual.Length, (b + 1) * BlockSeconds); second++) usual[second] = around;
        }

        return usual;
    }
}
