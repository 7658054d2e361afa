namespace SleepVLM.Engine.Simulation;

/// <summary>A wandering value: Gaussian with zero mean, correlated over a time constant (Ornstein-Uhlenbeck).</summary>
internal sealed class SlowDrift
{
    private readonly NoiseSource _noise;
    private readonly double _keep, _kick;
    private double _value;

    public SlowDrift(NoiseSource noise, double sd, double timeConstantSeconds, double stepSeconds)
    {
        _noise = noise;
        _keep = Math.Exp(-stepSeconds / timeConstantSeconds);
        _kick = sd * Math.Sqrt(1 - _keep * _keep);
        _value = noise.Gaussian(0, sd);
    }

    /// <summary>The value one step later.</summary>
    public double Next() => _value = _keep * _value + _kick * _noise.Gaussian();

    /// <summary>A whole course, one value a step.</summary>
    public static float[] Course(NoiseSource noise, int steps, double sd, double timeConstantSeconds, double stepSeconds = 1)
    {
        var drift = new SlowDrift(noise, sd, timeConstantSeconds, stepSeconds);
        var course = new float[steps];
        for (var i = 0; i < steps; i++) course[i] = (float)drift.Next();
        return course;
    }
}
