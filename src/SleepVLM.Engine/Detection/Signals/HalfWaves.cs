namespace SleepVLM.Engine.Detection.Signals;

/// <summary>One excursion of a signal to one side of zero.</summary>
/// <param name="Start">Sample at which it begins, between samples where need be.</param>
/// <param name="End">Sample at which it ends.</param>
/// <param name="Peak">Its extreme value, microvolts, with sign.</param>
internal readonly record struct HalfWave(double Start, double End, float Peak);

/// <summary>Cuts a smooth signal into half-waves at its zero crossings.</summary>
/// <remarks>A ripple that stays within the hysteresis makes no half-wave of its own, and a quiet stretch after a wave does not lengthen it.</remarks>
internal static class HalfWaves
{
    /// <summary>Finds the half-waves in time order.</summary>
    /// <param name="samples">Microvolts.</param>
    /// <param name="hysteresis">An excursion counts once it is larger than this, microvolts.</param>
    /// <param name="reach">Samples that a half-wave may extend beyond the hysteresis to reach its zero crossing.</param>
    public static List<HalfWave> Find(ReadOnlySpan<float> samples, float hysteresis, int reach)
    {
        var found = new List<HalfWave>();
        for (var i = 0; i < samples.Length; i++)
        {
            if (!(Math.Abs(samples[i]) > hysteresis)) continue;
            var sign = Math.Sign(samples[i]);
            int first = i, last = i;
            float peak = 0;
            for (; i < samples.Length && samples[i] * sign > -hysteresis; i++)
            {
                if (!(samples[i] * sign > hysteresis)) continue;
                if (i - last > 2 * reach) break;
                last = i;
                peak = Math.Max(peak, samples[i] * sign);
            }

            found.Add(new HalfWave(Crossing(samples, first, -1, reach), Crossing(samples, last, 1, reach), peak * sign));
            i--;
        }

        return found;
    }

    /// <summary>The zero crossing next to a sample in one direction, at most <paramref name="reach"/> samples away.</summary>
    private static double Crossing(ReadOnlySpan<float> samples, int from, int step, int reach)
    {
        for (var i = 1; i <= reach; i++)
        {
            var at = from + step * i;
            if (at < 0 || at >= samples.Length) return from + step * (i - 1);
            var (inner, outer) = (samples[at - step], samples[at]);
            if (inner * outer <= 0) return at - step + step * (double)(inner / (inner - outer));
        }

        return from + step * reach;
    }
}
