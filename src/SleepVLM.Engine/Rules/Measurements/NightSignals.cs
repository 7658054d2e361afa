using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>The channels of a night and what needs more than one of them.</summary>
internal sealed class NightSignals
{
    private readonly Dictionary<NightChannel, (Stretches All, Stretches Isolated)> _slowWaves = [];
    private readonly PreparedNight _night;

    public NightSignals(PreparedNight night, CancellationToken cancellationToken)
    {
        _night = night;
        Channels = [.. Enumerable.Range(0, night.Montage.Channels.Count).Select(row => new NightChannel(night, row, cancellationToken))];
        var (left, right) = (Channel(ChannelRole.LOC), Channel(ChannelRole.ROC));
        Eyes = left is not null && right is not null ? EyeMovements.Of(left, right) : null;
        Chin = ChinMeter.Of(Channel(ChannelRole.Chin), night);
        Movement = MovementMeter.Of([.. Channels.Where(channel => channel.Role != ChannelRole.Chin)], Chin);
    }

    public IReadOnlyList<NightChannel> Channels { get; }

    /// <summary>Null without both EOG channels.</summary>
    public EyeMovements? Eyes { get; }

    /// <summary>Null without chin EMG.</summary>
    public ChinMeter? Chin { get; }

    /// <summary>Null where movement cannot be told.</summary>
    public MovementMeter? Movement { get; }

    public NightChannel? Channel(ChannelRole role)
    {
        var row = _night.Montage.RowOf(role);
        return row < 0 ? null : Channels[row];
    }

    /// <summary>The first of the roles that can be assessed in an epoch; null where none can.</summary>
    public NightChannel? First(int epoch, params ReadOnlySpan<ChannelRole> roles)
    {
        foreach (var role in roles)
            if (Channel(role) is { } channel && channel.Quality.IsAssessable(epoch)) return channel;
        return null;
    }

    /// <summary>Slow waves of a channel, and those that stand alone.</summary>
    public (Stretches All, Stretches Isolated) SlowWavesOf(NightChannel channel)
    {
        if (_slowWaves.TryGetValue(channel, out var known)) return known;
        var (all, negativeFirst) = SlowWaves.Find(channel.Samples, channel.RateHz, Eyes?.Fast);
        var isolated = IsolatedWaves.Among(all, negativeFirst, channel.Samples.Length, channel.RateHz);
        return _slowWaves[channel] = (all, isolated);
    }
}
