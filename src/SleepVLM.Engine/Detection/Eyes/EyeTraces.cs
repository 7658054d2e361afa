using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eyes;

/// <summary>Deflections of both EOG channels in opposite directions that may be a rapid eye movement or a blink which the detectors miss.</summary>
/// <remarks>What is too small to tell an eye movement is too small to tell a blink from one: each trace stands for both.</remarks>
internal static class EyeTraces
{
    private const double LowHz = 0.5, HighHz = 5, TraceScore = 0.3;
    private const float LeastMicrovolts = 18;

    private static readonly string OperatingPoint = FormattableString.Invariant($"-LOC*ROC in {LowHz}-{HighHz} Hz above {LeastMicrovolts}^2 uV^2");

    public static IEnumerable<DetectedEvent> Of(EyePair eyes)
    {
        float[] left = Band(eyes.Left), right = Band(eyes.Right);
        for (var i = 0; i < left.Length; i++)
        {
            if (!IsOpposite(left, right, i)) continue;
            var start = i;
            while (i + 1 < left.Length && IsOpposite(left, right, i + 1)) i++;
            var trace = eyes.Event(SleepEventKind.RapidEyeMovement, start, i + 1, left, right, 0, TraceScore, OperatingPoint);
            yield return trace;
            yield return trace with { Kind = SleepEventKind.Blink };
        }
    }

    private static bool IsOpposite(float[] left, float[] right, int at) => -left[at] * right[at] >= LeastMicrovolts * LeastMicrovolts;

    private static float[] Band(ChannelSignal channel) =>
        channel.Filtered(Sections.BandPass(2, LowHz, HighHz, channel.RateHz));
}
