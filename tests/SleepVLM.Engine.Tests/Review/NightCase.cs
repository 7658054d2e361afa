using SleepVLM.Contracts;
using SleepVLM.Engine.Review;

namespace SleepVLM.Engine.Tests.Review;

/// <summary>A staged night described in a line: stages with the rule each cites, for example <c>W N2:N2.1 N2:N2.2 R:R.1</c>; <c>-</c> for an unscored epoch.</summary>
internal static class NightCase
{
    private static readonly Provenance Provenance = new("test", "", "", "", "", "", 0, "test", []);

    public static StagedNight Of(string night, int firstEpoch = 0) => new(Epochs(night, firstEpoch));

    public static IReadOnlyList<StudyEpoch> Epochs(string night, int firstEpoch = 0) =>
        [.. night.Split(' ').Select((word, i) => new StudyEpoch(Outcome(word, new EpochIndex(firstEpoch + i)), RuleReport.From([])))];

    /// <summary>Nothing but what is named is found in the epoch; all detectors looked.</summary>
    public static StudyEpoch Finding(this StudyEpoch epoch, params SleepEventKind[] kinds) => epoch with
    {
        Events = new EpochEvents(
            epoch.Outcome.Index,
            [.. kinds.Select(kind => new DetectedEvent(kind, epoch.Outcome.Index.OnsetSeconds + 5, 1, ChannelRole.LOC, 50, 0, new Derivation("E1", "M2"), 0.9, "test"))],
            Enum.GetValues<SleepEventKind>().ToHashSet(), []),
    };

    public static StageDecision Decide(EpochIndex index, SleepStage stage, Hypnodensity? density = null, bool truncated = false, params string[] rules) =>
        new(index, Provenance, "", "", stage, new Rationale("", [.. rules.Select(rule => new RuleId(rule))], truncated), density);

    private static StagingOutcome Outcome(string word, EpochIndex index)
    {
        if (word == "-") return new Unscored(index, Provenance, "", "", UnscoredReason.SignalGap, "gap");
        var parts = word.Split(':');
        return Decide(index, Enum.Parse<SleepStage>(parts[0]), rules: parts.Length > 1 ? parts[1].Split('+') : []);
    }
}
