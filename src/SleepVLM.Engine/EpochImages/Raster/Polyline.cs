namespace SleepVLM.Engine.EpochImages.Raster;

/// <summary>Connected points without repetitions; grows as needed and is reused from trace to trace.</summary>
internal sealed class Polyline
{
    /// <summary>Points closer than this (pixels) are one.</summary>
    private const double Coincident = 1e-14;

    private double[] _x = new double[4096];
    private double[] _y = new double[4096];

    public int Count { get; private set; }

    public ReadOnlySpan<double> X => _x.AsSpan(0, Count);

    public ReadOnlySpan<double> Y => _y.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(double x, double y)
    {
        if (Count > 0)
        {
            double dx = x - _x[Count - 1], dy = y - _y[Count - 1];
            if (dx * dx + dy * dy <= Coincident * Coincident) return;
        }

        if (Count == _x.Length)
        {
            Array.Resize(ref _x, 2 * Count);
            Array.Resize(ref _y, 2 * Count);
        }

        _x[Count] = x;
        _y[Count++] = y;
    }
}
