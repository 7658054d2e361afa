using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging;

/// <summary>The answer of waveform-perceptual pre-training as the published model learned it (arXiv 2603.26738): what the picture shows, second by second, as JSON in a code fence.</summary>
public static class WaveformAnswer
{
    /// <summary>Seconds of an epoch.</summary>
    public const int Seconds = 30;

    /// <summary>Lays an answer out.</summary>
    /// <param name="channels">Recorded channels in the order of the picture. For each second: delta, theta, alpha and beta power in decibels and the mean absolute value in
    /// microvolts, for the chin the last alone; null where nothing was measured, which the published data give as zeros.</param>
    /// <returns>The fenced object, one line per channel, one decimal; channel names with non-breaking hyphens.</returns>
    /// <exception cref="ArgumentException">A channel has not 30 seconds, or a second not its quantities.</exception>
    public static string Write(IEnumerable<(ChannelRole Role, IReadOnlyList<double[]?> Seconds)> channels) =>
        $"```json\n{Body(channels)}\n```";

    /// <summary>The object alone.</summary>
    internal static string Body(IEnumerable<(ChannelRole Role, IReadOnlyList<double[]?> Seconds)> channels) =>
        $"{{\n{string.Join(",\n", channels.Select(channel => $"  \"{NameOf(channel.Role)}\": [{string.Join(", ", Rows(channel.Role, channel.Seconds))}]"))}\n}}";

    private static IEnumerable<string> Rows(ChannelRole role, IReadOnlyList<double[]?> seconds)
    {
        var quantities = role == ChannelRole.Chin ? 1 : 5;
        if (seconds.Count != Seconds) throw new ArgumentException($"{role} has {seconds.Count} seconds, not {Seconds}", nameof(seconds));
        foreach (var second in seconds)
        {
            var values = second ?? new double[quantities];
            if (values.Length != quantities) throw new ArgumentException($"a second of {role} has {values.Length} quantities, not {quantities}", nameof(seconds));
            yield return $"[{string.Join(",", values.Select(OneDecimal))}]";
        }
    }

    private static string OneDecimal(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    private static string NameOf(ChannelRole role) => role switch
    {
        ChannelRole.F4 => "F4\u2011M1",
        ChannelRole.C4 => "C4\u2011M1",
        ChannelRole.O2 => "O2\u2011M1",
        ChannelRole.LOC => "LOC",
        ChannelRole.ROC => "ROC",
        _ => "Chin",
    };
}
