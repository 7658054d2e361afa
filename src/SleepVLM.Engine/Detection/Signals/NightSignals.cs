using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>The channels of a night, by role.</summary>
internal sealed class NightSignals(PreparedNight night, CancellationToken cancellationToken)
{
    public IReadOnlyList<ChannelSignal> Channels { get; } =
        [.. Enumerable.Range(0, night.Montage.Channels.Count).Select(row => new ChannelSignal(night, row, cancellationToken))];

    public IEnumerable<ChannelSignal> Eeg => Channels.Where(channel => channel.IsEeg);

    /// <summary>Both EOG channels; null where one is missing.</summary>
    public (ChannelSignal Left, ChannelSignal Right)? Eyes =>
        Channel(ChannelRole.LOC) is { } left && Channel(ChannelRole.ROC) is { } right ? (left, right) : null;

    public int EpochCount => night.EpochCount;

    public bool IsWhole(int epoch) => night.WhyUnscorable(new EpochIndex(epoch)) is null;

    public ChannelSignal? Channel(ChannelRole role)
    {
        var row = night.Montage.RowOf(role);
        return row < 0 ? null : Channels[row];
    }

    /// <summary>The first of the roles that can be assessed in an epoch; null where none can.</summary>
    public ChannelSignal? First(int epoch, params ReadOnlySpan<ChannelRole> roles)
    {
        foreach (var role in roles)
            if (Channel(role) is { } channel && channel.Quality.IsAssessable(epoch)) return channel;
        return null;
    }

    /// <summary>Whether both EOG channels can be assessed in an epoch.</summary>
    public bool HasEyes(int epoch) => Eyes is { } eyes && eyes.Left.Quality.IsAssessable(epoch) && eyes.Right.Quality.IsAssessable(epoch);
}
