using System.Globalization;
using System.Text;
using SleepVLM.Contracts;

namespace SleepVLM.Torch.Training;

/// <summary>Waveform quantities as the text that the published pre-training asks for: a line per channel, a list per second, one decimal.</summary>
public static class WaveformAnswer
{
    /// <summary>The answer, in a fence.</summary>
    /// <param name="waveform">Quantities as <see cref="WaveformTargets.Of"/> gives them.</param>
    /// <param name="channels">The channels of the picture, top to bottom.</param>
    public static string Compose(ReadOnlySpan<float> waveform, IReadOnlyList<ChannelRole> channels)
    {
        var answer = new StringBuilder("```json\n{\n");
        for (var row = 0; row < channels.Count; row++)
        {
            answer.Append(CultureInfo.InvariantCulture, $"  \"{Label(channels[row])}\": [");
            var count = channels[row] == ChannelRole.Chin ? 1 : WaveformTargets.PerChannel;
            for (var second = 0; second < WaveformTargets.Seconds; second++)
            {
                answer.Append(second == 0 ? "[" : ", [");
                for (var i = 0; i < count; i++)
                    answer.Append(i == 0 ? "" : ",").Append(Number(waveform[second * WaveformTargets.PerSecond + (int)channels[row] * WaveformTargets.PerChannel + i]));
                answer.Append(']');
            }

            answer.Append(row + 1 < channels.Count ? "],\n" : "]\n");
        }

        return answer.Append("}\n```").ToString();
    }

    // What was not recorded is written as 0, as in the reference.
    private static string Number(float value) => float.IsNaN(value) ? "0.0" : value.ToString("F1", CultureInfo.InvariantCulture);

    private static string Label(ChannelRole role) => role switch
    {
        ChannelRole.F4 or ChannelRole.C4 or ChannelRole.O2 => $"{role}\u2011M1",
        _ => role.ToString(),
    };
}
