using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>A channel on its way into the file: microvolts that artefacts and the amplifier work on.</summary>
internal sealed class RecordedTrace(SimulatedDerivation derivation, float[] microvolts, int sampleRateHz)
{
    private float[]? _epochRms;

    public SimulatedDerivation Derivation => derivation;

    public float[] Microvolts => microvolts;

    public int SampleRateHz => sampleRateHz;

    public int Seconds => microvolts.Length / sampleRateHz;

    public bool IsChin => derivation.Role == ChannelRole.Chin;

    /// <summary>Root mean square of each epoch before any artefact, around its mean.</summary>
    public IReadOnlyList<float> EpochRms => _epochRms ?? throw new InvalidOperationException("not measured yet");

    /// <summary>Measures <see cref="EpochRms"/>; to be called before anything is added.</summary>
    public void Measure()
    {
        var length = 30 * sampleRateHz;
        _epochRms = new float[microvolts.Length / length];
        for (var epoch = 0; epoch < _epochRms.Length; epoch++)
        {
            double sum = 0, squares = 0;
            foreach (var value in microvolts.AsSpan(epoch * length, length)) (sum, squares) = (sum + value, squares + (double)value * value);
            _epochRms[epoch] = (float)Math.Sqrt(Math.Max(0, squares / length - sum / length * (sum / length)));
        }
    }

    /// <summary>Median of <see cref="EpochRms"/>.</summary>
    public double TypicalRms => EpochRms.Order().ElementAt(EpochRms.Count / 2);

    /// <summary>Adds a shape where it lies within the recording.</summary>
    public void Add(double onsetSeconds, ReadOnlySpan<float> shape, double gain)
    {
        var first = (int)Math.Round(onsetSeconds * sampleRateHz);
        var to = Math.Min(shape.Length, microvolts.Length - first);
        for (var i = Math.Max(0, -first); i < to; i++) microvolts[first + i] += (float)gain * shape[i];
    }

    /// <summary>Samples a shape over its duration, time in seconds from its start.</summary>
    public float[] Sample(double durationSeconds, Func<double, double> wave)
    {
        var shape = new float[Math.Max(1, (int)(durationSeconds * sampleRateHz))];
        for (var i = 0; i < shape.Length; i++) shape[i] = (float)wave((double)i / sampleRateHz);
        return shape;
    }
}
