namespace SleepVLM.Engine.Detection.Quality;

/// <summary>The values at which a recorder cuts a signal off, read off the recording: its extremes, where it dwells on them.</summary>
internal readonly record struct RecorderLimits(float Low, float High)
{
    private const double PlateauSeconds = 0.01, LimitShare = 0.002;
    private const int LeastSeconds = 2;
    private const float LeastMicrovolts = 100;

    /// <summary>Limits of a channel; infinite on a side where it never dwells on its extreme.</summary>
    public static RecorderLimits Of(RawSeconds raw)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var second = 0; second < raw.Covered.Length; second++)
            if (raw.Covered[second]) (low, high) = (Math.Min(low, raw.Low[second]), Math.Max(high, raw.High[second]));
        var extremes = new RecorderLimits(low, high);
        int atLow = 0, atHigh = 0;
        for (var second = 0; second < raw.Covered.Length; second++)
        {
            if (!raw.Covered[second] || raw.Plateau[second] < PlateauSeconds) continue;
            atLow += extremes.IsAtLow(raw.Low[second]) ? 1 : 0;
            atHigh += extremes.IsAtHigh(raw.High[second]) ? 1 : 0;
        }

        return new RecorderLimits(
            atLow >= LeastSeconds && low <= -LeastMicrovolts ? low : float.NegativeInfinity,
            atHigh >= LeastSeconds && high >= LeastMicrovolts ? high : float.PositiveInfinity);
    }

    /// <summary>Whether a second dwells on a limit.</summary>
    public bool Reaches(RawSeconds raw, int second) =>
        raw.Plateau[second] >= PlateauSeconds && (IsAtLow(raw.Low[second]) || IsAtHigh(raw.High[second]));

    private bool IsAtLow(float value) => float.IsFinite(Low) && value <= Low + LimitShare * Math.Abs(Low);

    private bool IsAtHigh(float value) => float.IsFinite(High) && value >= High - LimitShare * Math.Abs(High);
}
