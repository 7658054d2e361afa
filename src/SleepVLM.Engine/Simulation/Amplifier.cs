using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The way from the electrode to the file: corner frequencies, failing leads, steps and limits of the converter.</summary>
internal static class Amplifier
{
    /// <returns>One quantised trace a role and the microvolts of one step.</returns>
    public static (short[][] Samples, double[] StepMicrovolts) Record(SignalCanvas canvas, NoiseSource noise)
    {
        var (slowCorner, fastCorner) = (noise.LogNormal(0.12, 0.5), noise.Uniform(42, 110));
        var samples = new short[SignalCanvas.RoleCount][];
        var steps = new double[SignalCanvas.RoleCount];
        foreach (var role in Enum.GetValues<ChannelRole>())
        {
            var trace = canvas[role];
            var chin = role == ChannelRole.Chin;
            RecursiveFilter.HighPass(trace, chin ? noise.Uniform(1, 9) : slowCorner, canvas.SampleRateHz);
            RecursiveFilter.LowPass(trace, chin ? Math.Max(70, fastCorner) : fastCorner, canvas.SampleRateHz);
            if (noise.Chance(0.05)) Fail(trace, canvas.SampleRateHz, noise);
            steps[(int)role] = noise.LogNormal(0.06, 0.5);
            samples[(int)role] = Quantise(trace, steps[(int)role], noise.Chance(0.3) ? noise.Uniform(250, 600) : 3000);
        }
        return (samples, steps);
    }

    /// <summary>A lead that comes off: silent, or picking up whatever is around, for a part of the night.</summary>
    private static void Fail(Span<float> trace, int sampleRateHz, NoiseSource noise)
    {
        var onset = (int)(noise.Uniform() * trace.Length);
        var length = (int)Math.Min(trace.Length - onset, noise.LogNormal(900, 1.2) * sampleRateHz);
        var (keep, level) = noise.Chance(0.5) ? (0f, noise.Uniform(0, 0.4)) : (0.3f, noise.LogNormal(60, 0.6));
        for (var i = onset; i < onset + length; i++) trace[i] = keep * trace[i] + (float)(level * noise.Gaussian());
    }

    private static short[] Quantise(ReadOnlySpan<float> trace, double step, double limitMicrovolts)
    {
        var digital = new short[trace.Length];
        var limit = Math.Min(limitMicrovolts / step, short.MaxValue);
        for (var i = 0; i < trace.Length; i++) digital[i] = (short)Math.Clamp(Math.Round(trace[i] / step), -limit, limit);
        return digital;
    }
}
