namespace SleepVLM.Engine.Detection.Signals;

/// <summary>How plain an event is, on the scale of <see cref="Contracts.DetectedEvent.Score"/>.</summary>
internal static class Score
{
    /// <summary>0.5 where a value just reaches its threshold, 0.67 at twice and 0.75 at three times the threshold.</summary>
    public static double Over(double value, double threshold) => value > 0 ? value / (value + threshold) : 0;

    /// <summary>The same for values on a logarithmic or standardised scale: 0.5 at the threshold, 0.73 one unit above.</summary>
    public static double Above(double value, double threshold) => 1 / (1 + Math.Exp(threshold - value));
}
