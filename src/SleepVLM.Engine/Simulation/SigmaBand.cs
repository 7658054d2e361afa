namespace SleepVLM.Engine.Simulation;

/// <summary>White noise narrowed to a band: two equal resonators in a row, unit variance.</summary>
/// <remarks>The flanks of a single one fall so slowly that swelling sigma activity reaches beyond 20 Hz, above the steady fast activity of sleep: bursts that look like arousals.</remarks>
internal sealed class SigmaBand
{
    private const double SettledSeconds = 4;
    private readonly double _drive, _previous, _beforeThat;
    private double _first, _firstBefore, _second, _secondBefore;

    /// <param name="centreHz">Resonance.</param>
    /// <param name="bandwidthHz">Of each resonator at half power; both together pass 0.64 of it.</param>
    /// <param name="sampleRateHz">Rate of the samples.</param>
    public SigmaBand(double centreHz, double bandwidthHz, int sampleRateHz)
    {
        var radius = Math.Exp(-Math.PI * bandwidthHz / sampleRateHz);
        (_previous, _beforeThat) = (2 * radius * Math.Cos(2 * Math.PI * centreHz / sampleRateHz), -radius * radius);
        _drive = 1;
        var energy = 0.0;
        for (var i = 0; i < SettledSeconds * sampleRateHz; i++) energy += Math.Pow(Next(i == 0 ? 1 : 0), 2);
        _drive = 1 / Math.Sqrt(energy);
        (_first, _firstBefore, _second, _secondBefore) = (0, 0, 0, 0);
    }

    /// <summary>The next sample.</summary>
    /// <param name="white">Of variance 1.</param>
    public double Next(double white)
    {
        (_first, _firstBefore) = (_drive * white + _previous * _first + _beforeThat * _firstBefore, _first);
        (_second, _secondBefore) = (_first + _previous * _second + _beforeThat * _secondBefore, _second);
        return _second;
    }
}
