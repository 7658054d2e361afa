using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>Channels left in view of a night that has all six.</summary>
/// <param name="Name">For example <c>all</c>, <c>eeg</c>, <c>no-F4</c> or <c>C4+LOC</c>.</param>
/// <param name="Roles">The channels, in the order of the montage.</param>
public sealed record ChannelSet(string Name, IReadOnlyList<ChannelRole> Roles)
{
    private const string Without = "no-";
    private static readonly ChannelRole[] Everything = Enum.GetValues<ChannelRole>();

    /// <summary>All six channels.</summary>
    public static ChannelSet All { get; } = new("all", Everything);

    /// <summary>Reads names separated by commas, each set once: <c>all</c>, <c>eeg</c>, <c>eog</c>, <c>each</c> (six sets, each without one channel), <c>pairs</c>
    /// (fifteen, each without two), channels to keep such as <c>C4</c> or <c>C4+LOC</c>, channels to hide such as <c>no-Chin</c> or <c>no-LOC+ROC</c>.</summary>
    /// <exception cref="SleepVlmException">A name is none of these, or leaves no channel.</exception>
    public static IReadOnlyList<ChannelSet> Parse(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries).SelectMany(name => Named(name)).DistinctBy(set => set.Name)];

    private static IEnumerable<ChannelSet> Named(string name) => name.ToLowerInvariant() switch
    {
        "all" => [All],
        "eeg" => [new ChannelSet("eeg", [ChannelRole.F4, ChannelRole.C4, ChannelRole.O2])],
        "eog" => [new ChannelSet("eog", [ChannelRole.LOC, ChannelRole.ROC])],
        "each" => Everything.Select(role => Hiding([role])),
        "pairs" => Everything.SelectMany(first => Everything.Where(second => second > first).Select(second => Hiding([first, second]))),
        var lower when lower.StartsWith(Without, StringComparison.Ordinal) => [Hiding(RolesIn(name[Without.Length..], name))],
        _ => [Keeping(RolesIn(name, name))],
    };

    private static ChannelSet Keeping(IReadOnlyList<ChannelRole> roles) => new(string.Join('+', roles), roles);

    private static ChannelSet Hiding(IReadOnlyList<ChannelRole> hidden) => hidden.Count == Everything.Length
        ? throw new SleepVlmException("--channels: hiding all six channels leaves nothing to stage")
        : new ChannelSet(Without + string.Join('+', hidden), [.. Everything.Except(hidden)]);

    private static IReadOnlyList<ChannelRole> RolesIn(string names, string whole) =>
    [
        .. names.Split('+', StringSplitOptions.TrimEntries).Select(name => Everything.Cast<ChannelRole?>()
            .FirstOrDefault(role => role.ToString()!.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new SleepVlmException($"--channels: '{whole}' is no set of channels; give all, eeg, eog, each, pairs, channels such as C4 or C4+LOC, or no-Chin to hide one"))
            .Distinct().Order(),
    ];
}
