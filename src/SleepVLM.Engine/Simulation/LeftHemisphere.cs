using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>EEG of F3, C3 and O1, made from that of the right side: most of it common, the rest noise of the same changing spectrum.</summary>
/// <remarks>The rest is the right side's own signal in frames of some seconds with phases drawn anew, so that it rises and falls with the stages and events as the right
/// side does. Homologous derivations correlate at about 0.9 in sleep, as those of a healthy sleeper do; the head leans to neither side.</remarks>
internal sealed class LeftHemisphere
{
    private const double Common = 0.9;
    private static readonly ChannelRole[] Roles = [ChannelRole.F4, ChannelRole.C4, ChannelRole.O2];

    private readonly float[][] _traces;
    private readonly float[][] _seen;

    private LeftHemisphere(float[][] traces, float[][] seen) => (_traces, _seen) = (traces, seen);

    /// <summary>F3, C3 or O1: 0 to 2.</summary>
    public float[] this[int place] => _traces[place];

    /// <summary>All three.</summary>
    public IReadOnlyList<float[]> Traces => _traces;

    /// <summary>From the right side as it stands.</summary>
    public static LeftHemisphere Mirror(SignalCanvas canvas, NoiseSource noise)
    {
        var traces = Roles.Select(role => Twin(canvas[role], canvas.SampleRateHz, noise)).ToArray();
        return new LeftHemisphere(traces, [.. Roles.Select(role => (float[])canvas[role].Clone())]);
    }

    /// <summary>Takes the right side as it stands for seen: what was done to it meanwhile stays there.</summary>
    public void Ignore(SignalCanvas canvas)
    {
        for (var place = 0; place < Roles.Length; place++) canvas[Roles[place]].CopyTo(_seen[place], 0);
    }

    /// <summary>Adds what was painted on the right since: what comes from afar, the eyes, is alike on both sides.</summary>
    public void Follow(SignalCanvas canvas)
    {
        for (var place = 0; place < Roles.Length; place++)
        {
            var (right, seen, left) = (canvas[Roles[place]], _seen[place], _traces[place]);
            for (var i = 0; i < left.Length; i++) left[i] += right[i] - seen[i];
        }
    }

    private static float[] Twin(float[] right, int sampleRateHz, NoiseSource noise)
    {
        var own = Scrambled(right, sampleRateHz, noise);
        var share = (float)Math.Sqrt(1 - Common * Common);
        for (var i = 0; i < own.Length; i++) own[i] = (float)Common * right[i] + share * own[i];
        return own;
    }

    /// <summary>A signal of the same spectrum from moment to moment, unlike in phase.</summary>
    private static float[] Scrambled(float[] trace, int sampleRateHz, NoiseSource noise)
    {
        var length = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * sampleRateHz));
        var transform = new FourierTransform(length);
        var window = Enumerable.Range(0, length).Select(i => (float)Math.Sin(Math.PI * (i + 0.5) / length)).ToArray();
        var scale = (float)(Math.Sqrt(2) / length); // the window halves the power of a frame, whose phases then spread it evenly
        var (re, im, scrambled) = (new float[length], new float[length], new float[trace.Length]);
        for (var start = -length / 2; start < trace.Length; start += length / 2)
        {
            for (var i = 0; i < length; i++)
            {
                var at = start + i;
                re[i] = at >= 0 && at < trace.Length ? window[i] * trace[at] : 0;
            }

            Array.Clear(im);
            transform.Inverse(re, im);
            for (var bin = 1; bin < length / 2; bin++)
            {
                var (sin, cos) = Math.SinCos(noise.Uniform(0, 2 * Math.PI));
                var (x, y) = (re[bin], im[bin]);
                (re[bin], im[bin]) = ((float)(x * cos - y * sin), (float)(x * sin + y * cos));
                (re[length - bin], im[length - bin]) = (re[bin], -im[bin]);
            }

            (re[0], im[0], re[length / 2], im[length / 2]) = (0, 0, 0, 0);
            transform.Inverse(re, im);
            for (var i = Math.Max(0, -start); i < Math.Min(length, trace.Length - start); i++) scrambled[start + i] += scale * window[i] * re[i];
        }

        return scrambled;
    }
}
