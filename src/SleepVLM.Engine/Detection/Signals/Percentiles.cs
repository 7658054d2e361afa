namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Percentiles with linear interpolation between neighbours.</summary>
internal static class Percentiles
{
    /// <summary>The percentile of at least one value; the array is sorted in place.</summary>
    public static double Of(double[] values, double percent)
    {
        Array.Sort(values);
        var place = percent / 100 * (values.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, values.Length - 1);
        return values[below] + (place - below) * (values[above] - values[below]);
    }
}
