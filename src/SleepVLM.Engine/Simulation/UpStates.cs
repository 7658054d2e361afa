using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The cortex's up-states as the frontal EEG shows them: surface-positive phases of slow waves, strongest when the waves are large.</summary>
/// <remarks>Sigma activity rides on them (Moelle et al. 2002, 2011); without that coupling NREM sleep does not look like itself, whatever its spectrum.</remarks>
internal sealed class UpStates
{
    private const double SlowestHz = 0.4, FastestHz = 1.6, MemorySeconds = 15;
    private readonly float[] _strength;
    private readonly int _sampleRateHz;

    private UpStates(float[] strength, int sampleRateHz) => (_strength, _sampleRateHz) = (strength, sampleRateHz);

    public static UpStates Find(SignalCanvas canvas)
    {
        var trace = (float[])canvas[ChannelRole.F4].Clone();
        RecursiveFilter.BothWays(trace, span => RecursiveFilter.LowPass(span, FastestHz, canvas.SampleRateHz));
        RecursiveFilter.BothWays(trace, span => RecursiveFilter.HighPass(span, SlowestHz, canvas.SampleRateHz));
        var keep = Math.Exp(-1 / (MemorySeconds * canvas.SampleRateHz));
        var power = 100.0;
        for (var i = 0; i < trace.Length; i++)
        {
            power = keep * power + (1 - keep) * trace[i] * trace[i];
            trace[i] = (float)(Math.Max(0, trace[i]) / Math.Sqrt(power + 1));
        }
        return new UpStates(trace, canvas.SampleRateHz);
    }

    /// <summary>0 outside up-states, about 1 in a typical one; relative to the slow activity of the last seconds.</summary>
    public float this[int sample] => _strength[sample];

    /// <summary>The moment, of some drawn within a second, at which the cortex is most active.</summary>
    public double Choose(int second, int candidates, NoiseSource noise)
    {
        var (best, bestStrength) = ((double)second, -1f);
        for (var i = 0; i < candidates; i++)
        {
            var moment = second + noise.Uniform();
            var strength = _strength[Math.Min((int)(moment * _sampleRateHz), _strength.Length - 1)];
            if (strength > bestStrength) (best, bestStrength) = (moment, strength);
        }
        return best;
    }
}
