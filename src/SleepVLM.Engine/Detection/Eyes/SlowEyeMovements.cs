using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eyes;

/// <summary>Slow eye movements (AASM manual: conjugate, regular, sinusoidal, first flank above 0.5 s), second by second.</summary>
/// <remarks>Out-of-phase part below 1 Hz above 10 uV RMS and 1.5 times the part in phase over 2 s, without a rapid eye movement. Advisory.</remarks>
internal sealed class SlowEyeMovements
{
    private const double HighHz = 1, LeastMicrovoltsRms = 10, OverCommon = 1.5;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"slow eye movement: LOC-ROC below {HighHz} Hz at least {LeastMicrovoltsRms} uV RMS and {OverCommon} times LOC+ROC over 2 s");

    private readonly double[] _strength;

    private SlowEyeMovements(double[] strength, IReadOnlyList<DetectedEvent> events) => (_strength, Events) = (strength, events);

    /// <summary>Runs of such seconds.</summary>
    public IReadOnlyList<DetectedEvent> Events { get; }

    /// <summary>Seconds of an epoch.</summary>
    public int Seconds(int epoch) => _strength.AsSpan(30 * epoch, 30).ToArray().Count(strength => strength > 0);

    public static SlowEyeMovements Of(EyePair eyes, Stretches rapid)
    {
        var rateHz = eyes.RateHz;
        float[] left = Slow(eyes.Left), right = Slow(eyes.Right), apart = new float[left.Length], together = new float[left.Length];
        for (var i = 0; i < apart.Length; i++) (apart[i], together[i]) = ((left[i] - right[i]) / 2, (left[i] + right[i]) / 2);
        MovingSums opposite = MovingSums.Of(apart, apart), common = MovingSums.Of(together, together);
        var strength = new double[apart.Length / rateHz];
        for (var second = 0; second < strength.Length; second++)
        {
            if (!eyes.IsUsable(second)) continue;
            int from = Math.Max(0, second * rateHz - rateHz / 2), to = Math.Min(apart.Length, from + 2 * rateHz);
            var rms = Math.Sqrt(opposite.Mean(from, to));
            if (rms >= LeastMicrovoltsRms && rms >= OverCommon * Math.Sqrt(common.Mean(from, to)) && rapid.Covered(from, to) == 0) strength[second] = rms;
        }

        return new SlowEyeMovements(strength, [.. Runs(eyes, strength, left, right, apart)]);
    }

    private static float[] Slow(ChannelSignal channel) => channel.Filtered(Sections.LowPass(2, HighHz, channel.RateHz));

    private static IEnumerable<DetectedEvent> Runs(EyePair eyes, double[] strength, float[] left, float[] right, float[] apart)
    {
        for (int start = 0, end; start < strength.Length; start = end)
        {
            end = start + 1;
            if (strength[start] == 0) continue;
            while (end < strength.Length && strength[end] > 0) end++;
            int from = start * eyes.RateHz, to = end * eyes.RateHz;
            yield return eyes.Event(SleepEventKind.SlowEyeMovement, from, to, left, right, Waves.Measure(apart.AsSpan(from..to), eyes.RateHz).Hertz,
                Score.Over(strength.AsSpan(start, end - start).ToArray().Average(), LeastMicrovoltsRms), OperatingPoint);
        }
    }
}
