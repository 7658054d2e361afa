using SleepVLM.Contracts;

namespace SleepVLM.Engine.Montages;

/// <summary>A recording with some of its channels hidden, to see how a stager fares without them.</summary>
internal sealed class SignalsInView : IMontageSignals
{
    private readonly IMontageSignals _source;
    private readonly int[] _rows;

    private SignalsInView(IMontageSignals source, IReadOnlyList<ChannelRole> roles)
    {
        _source = source;
        _rows = [.. Enumerable.Range(0, source.Montage.Channels.Count).Where(row => roles.Contains(source.Montage.Channels[row].Role))];
        Montage = source.Montage with { Channels = [.. _rows.Select(row => source.Montage.Channels[row])] };
    }

    /// <inheritdoc/>
    public Montage Montage { get; }

    /// <inheritdoc/>
    public double DurationSeconds => _source.DurationSeconds;

    /// <inheritdoc/>
    public IReadOnlyList<SignalSegment> Segments => _source.Segments;

    /// <summary>The signals with the channels of these roles alone, as far as they are recorded.</summary>
    /// <exception cref="SleepVlmException">None of them is.</exception>
    public static IMontageSignals Of(IMontageSignals source, IReadOnlyList<ChannelRole> roles)
    {
        var seen = new SignalsInView(source, roles);
        return seen.Montage.Channels.Count > 0 ? seen : throw new SleepVlmException(
            $"it records none of {string.Join(", ", roles)}; its channels are {string.Join(", ", source.Montage.Channels.Select(channel => channel.Role))}");
    }

    /// <inheritdoc/>
    public double[] Read(int row, SignalSegment segment) => _source.Read(_rows[row], segment);
}
