namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Turns a feature into z-scores against its own surroundings.</summary>
internal static class Standardizer
{
    private const int BaselineSteps = 300, HopSteps = 50;

    // A steady rhythm varies by rounding alone; that is no scale.
    private const double LeastDeviation = 0.05;

    /// <summary>Standardises in place: mean and deviation of 30 s around (steps of 0.1 s, looked at anew every 5 s), the lowest and highest tenth left out.</summary>
    /// <param name="values">One a step.</param>
    /// <param name="isUsable">Steps that may serve as baseline.</param>
    public static void Apply(float[] values, Func<int, bool> isUsable)
    {
        var baseline = new List<float>(BaselineSteps);
        var original = (float[])values.Clone();
        for (var start = 0; start < values.Length; start += HopSteps)
        {
            baseline.Clear();
            var centre = start + HopSteps / 2;
            for (var i = Math.Max(0, centre - BaselineSteps / 2); i < Math.Min(values.Length, centre + BaselineSteps / 2); i++)
                if (isUsable(i)) baseline.Add(original[i]);
            var (mean, deviation) = Trimmed(baseline);
            for (var i = start; i < Math.Min(values.Length, start + HopSteps); i++) values[i] = (float)((original[i] - mean) / deviation);
        }
    }

    private static (double Mean, double Deviation) Trimmed(List<float> values)
    {
        if (values.Count < 20) return (0, double.PositiveInfinity);
        values.Sort();
        int cut = values.Count / 10, count = values.Count - 2 * cut;
        double sum = 0, squares = 0;
        for (var i = cut; i < cut + count; i++) (sum, squares) = (sum + values[i], squares + (double)values[i] * values[i]);
        var mean = sum / count;
        return (mean, Math.Max(LeastDeviation, Math.Sqrt(Math.Max(0, squares / count - mean * mean))));
    }
}
