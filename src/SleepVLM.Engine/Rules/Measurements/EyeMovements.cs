namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>What the two EOG channels show together: the eyes move them in opposite phase, the brain in the same.</summary>
internal sealed class EyeMovements
{
    private const double FastLowHz = 0.5, FastHighHz = 5, SlowHighHz = 1;
    private const float LeastMicrovolts = 50, MostMicrovolts = 325;
    private const double ApartSeconds = 0.3, LongestRiseSeconds = 0.5, OnsetShare = 0.1;
    private const double SlowMicrovoltsRms = 10, SlowOverCommon = 1.5;

    private EyeMovements(Stretches fast, bool[] slowSeconds) => (Fast, SlowSeconds) = (fast, slowSeconds);

    /// <summary>Fast deflections; <see cref="Stretch.Size"/> is the amplitude in each channel (geometric mean), microvolts.</summary>
    public Stretches Fast { get; }

    /// <summary>Seconds with slow rolling of the eyes.</summary>
    public bool[] SlowSeconds { get; }

    /// <summary>Looks at the whole night.</summary>
    /// <remarks>Fast: negative product of the channels in 0.5-5 Hz between 50² and 325² uV², at least 0.3 s apart (as YASA), rising within 0.5 s.
    /// Slow: out-of-phase part below 1 Hz above 10 uV RMS and 1.5 times the part in phase over 2 s, without a fast deflection.</remarks>
    public static EyeMovements Of(NightChannel left, NightChannel right)
    {
        var rateHz = left.RateHz;
        var product = FastProduct(left, right);
        var fast = new Stretches(FindFast(product, rateHz, left.Quality, right.Quality), product.Length);
        return new EyeMovements(fast, FindSlow(left, right, fast));
    }

    /// <summary>Minus the product of the two channels in the fast band, uV².</summary>
    private static float[] FastProduct(NightChannel left, NightChannel right)
    {
        var product = Filter(left.Samples, left.RateHz);
        var other = Filter(right.Samples, left.RateHz);
        for (var i = 0; i < product.Length; i++) product[i] *= -other[i];
        return product;

        static float[] Filter(ReadOnlySpan<float> samples, int rateHz) =>
            Sections.Filtered(samples, Sections.HighPass(2, FastLowHz, rateHz).Concat(Sections.LowPass(2, FastHighHz, rateHz)));
    }

    private static List<Stretch> FindFast(float[] product, int rateHz, ChannelQuality left, ChannelQuality right)
    {
        const float Least = LeastMicrovolts * LeastMicrovolts, Most = MostMicrovolts * MostMicrovolts;
        var found = new List<Stretch>();
        for (var i = 1; i < product.Length - 1; i++)
        {
            if (!(product[i] >= Least) || product[i] < product[i - 1] || product[i] <= product[i + 1]) continue;
            var second = i / rateHz;
            if (product[i] > Most || !left.IsUsable(second) || !right.IsUsable(second)) continue;
            var (start, end) = (Foot(product, i, -1), Foot(product, i, 1));
            if (i - start >= LongestRiseSeconds * rateHz) continue;
            var movement = new Stretch(start, end, MathF.Sqrt(product[i]));
            if (found.Count == 0 || movement.Centre - found[^1].Centre >= ApartSeconds * rateHz) found.Add(movement);
            else if (movement.Size > found[^1].Size) found[^1] = movement with { Start = Math.Max(movement.Start, found[^1].Start) };
        }

        return found;
    }

    /// <summary>Where the deflection falls below a tenth of its peak.</summary>
    private static int Foot(float[] product, int peak, int step)
    {
        var at = peak;
        while (at > 0 && at < product.Length - 1 && product[at] > OnsetShare * product[peak]) at += step;
        return step < 0 ? at : at + 1;
    }

    private static bool[] FindSlow(NightChannel left, NightChannel right, Stretches fast)
    {
        var rateHz = left.RateHz;
        var a = Sections.Filtered(left.Samples, Sections.LowPass(2, SlowHighHz, rateHz));
        var b = Sections.Filtered(right.Samples, Sections.LowPass(2, SlowHighHz, rateHz));
        var slow = new bool[a.Length / rateHz];
        for (var second = 0; second < slow.Length; second++)
        {
            if (!left.Quality.IsUsable(second) || !right.Quality.IsUsable(second)) continue;
            int from = Math.Max(0, second * rateHz - rateHz / 2), to = Math.Min(a.Length, from + 2 * rateHz);
            double opposite = 0, common = 0;
            for (var i = from; i < to; i++)
            {
                opposite += (a[i] - b[i]) * (a[i] - b[i]) / 4;
                common += (a[i] + b[i]) * (a[i] + b[i]) / 4;
            }

            slow[second] = opposite >= SlowMicrovoltsRms * SlowMicrovoltsRms * (to - from)
                && opposite >= SlowOverCommon * SlowOverCommon * common
                && fast.Covered(from, to) == 0;
        }

        return slow;
    }
}
