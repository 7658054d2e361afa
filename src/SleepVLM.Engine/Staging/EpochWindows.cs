using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Engine.Staging;

/// <summary>Draws each epoch once and hands out windows of three neighbours.</summary>
/// <remarks>Where a neighbour does not exist or cannot be drawn, the target stands in for it; <see cref="NotesFor"/> says so.</remarks>
public sealed class EpochWindows(PreparedNight night)
{
    private readonly EpochImageRenderer _renderer = new(night.Style);
    private readonly Dictionary<EpochIndex, EpochImage> _drawn = [];

    /// <summary>Windows of the epochs, in order; only the last few pictures are kept.</summary>
    public IEnumerable<WindowQuestion> Of(IEnumerable<EpochIndex> epochs)
    {
        foreach (var epoch in epochs)
        {
            var target = Draw(epoch);
            var window = new WindowQuestion(
                HasSignal(epoch.Value - 1) ? Draw(new EpochIndex(epoch.Value - 1)) : target,
                target,
                HasSignal(epoch.Value + 1) ? Draw(new EpochIndex(epoch.Value + 1)) : target);
            foreach (var old in _drawn.Keys.Where(index => index.Value < epoch.Value).ToArray()) _drawn.Remove(old);
            yield return window;
        }
    }

    /// <summary>What was done out of the ordinary for this window.</summary>
    public IReadOnlyList<string> NotesFor(EpochIndex epoch) =>
    [
        .. HasSignal(epoch.Value - 1) ? Array.Empty<string>() : ["no epoch before: the target stands in for it"],
        .. HasSignal(epoch.Value + 1) ? Array.Empty<string>() : ["no epoch after: the target stands in for it"],
    ];

    private bool HasSignal(int index) =>
        index >= 0 && index < night.EpochCount && night.WhyUnscorable(new EpochIndex(index)) is null;

    private EpochImage Draw(EpochIndex index)
    {
        if (_drawn.TryGetValue(index, out var image)) return image;
        using var phase = StagingPhases.Begin(StagingPhases.Draw);
        return _drawn[index] = _renderer.Render(night, index);
    }
}
