using System.Buffers;
using System.Numerics.Tensors;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Runs a signal through second-order sections forward and backward, so that nothing shifts in time (SciPy's <c>sosfiltfilt</c> with its default odd padding).</summary>
internal static class SectionCascade
{
    /// <summary>A filtered copy.</summary>
    /// <param name="samples">More of them than three times one more than the filter's order.</param>
    /// <param name="sections">In any order.</param>
    /// <exception cref="ArgumentException">The signal is too short to be mirrored about its ends.</exception>
    public static float[] Filtered(ReadOnlySpan<float> samples, params ReadOnlySpan<Section> sections)
    {
        var padding = 3 * (2 * sections.Length + 1);
        if (samples.Length <= padding) throw new ArgumentException($"{samples.Length} samples cannot be mirrored over {padding}", nameof(samples));
        var lent = ArrayPool<double>.Shared.Rent(samples.Length + 2 * padding);
        var extended = lent.AsSpan(0, samples.Length + 2 * padding);
        TensorPrimitives.ConvertTruncating(samples, extended[padding..]);
        for (var i = 1; i <= padding; i++)
        {
            extended[padding - i] = 2d * samples[0] - samples[i];
            extended[padding + samples.Length - 1 + i] = 2d * samples[^1] - samples[^(1 + i)];
        }

        Run(sections, extended, step: 1);
        Run(sections, extended, step: -1);
        var filtered = new float[samples.Length];
        TensorPrimitives.ConvertTruncating<double, float>(extended.Slice(padding, samples.Length), filtered);
        ArrayPool<double>.Shared.Return(lent);
        return filtered;
    }

    // Each sample waits for the one before it; two sections at a time fill the time the first one waits.
    private static void Run(ReadOnlySpan<Section> sections, Span<double> samples, int step)
    {
        var level = samples[step > 0 ? 0 : ^1];
        for (var k = 0; k < sections.Length; k += 2)
        {
            var first = sections[k];
            if (k + 1 == sections.Length) One(first, level, samples, step);
            else Two(first, sections[k + 1], level, samples, step);
            level *= first.Gain * (k + 1 < sections.Length ? sections[k + 1].Gain : 1);
        }
    }

    private static void One(Section section, double level, Span<double> samples, int step)
    {
        var (b0, b1, b2, a1, a2) = section;
        var (s0, s1) = section.SteadyState(level);
        for (var i = step > 0 ? 0 : samples.Length - 1; (uint)i < (uint)samples.Length; i += step)
        {
            var x = samples[i];
            var y = double.MultiplyAddEstimate(b0, x, s0);
            s0 = double.MultiplyAddEstimate(-a1, y, double.MultiplyAddEstimate(b1, x, s1));
            s1 = double.MultiplyAddEstimate(-a2, y, b2 * x);
            samples[i] = y;
        }
    }

    private static void Two(Section first, Section second, double level, Span<double> samples, int step)
    {
        var (b0, b1, b2, a1, a2) = first;
        var (s0, s1) = first.SteadyState(level);
        var (d0, d1, d2, c1, c2) = second;
        var (t0, t1) = second.SteadyState(level * first.Gain);
        for (var i = step > 0 ? 0 : samples.Length - 1; (uint)i < (uint)samples.Length; i += step)
        {
            var x = samples[i];
            var y = double.MultiplyAddEstimate(b0, x, s0);
            s0 = double.MultiplyAddEstimate(-a1, y, double.MultiplyAddEstimate(b1, x, s1));
            s1 = double.MultiplyAddEstimate(-a2, y, b2 * x);
            var z = double.MultiplyAddEstimate(d0, y, t0);
            t0 = double.MultiplyAddEstimate(-c1, z, double.MultiplyAddEstimate(d1, y, t1));
            t1 = double.MultiplyAddEstimate(-c2, z, d2 * y);
            samples[i] = z;
        }
    }
}
