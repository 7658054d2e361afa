using SleepVLM.Contracts;
using SleepVLM.Engine.Review;

namespace SleepVLM.Engine.Audit;

/// <summary>What every entry of a ledger says first.</summary>
/// <param name="Kind">One of <see cref="EntryKind"/>.</param>
/// <param name="At">When it was written, UTC.</param>
internal record EntryBody(string Kind, DateTimeOffset At);

internal static class EntryKind
{
    public const string Run = "run";
    public const string Epoch = "epoch";
    public const string Review = "review";
    public const string End = "end";
}

/// <summary>A run begins.</summary>
internal sealed record RunBody(DateTimeOffset At, string Key, RunHeader Header) : EntryBody(EntryKind.Run, At);

/// <summary>One epoch was decided and checked.</summary>
/// <param name="At">When.</param>
/// <param name="Run">Sequence number of the run's header.</param>
/// <param name="Epoch">Number from 1.</param>
/// <param name="RecordingSha256">Hash of the recording.</param>
/// <param name="ImageSha256">Hash of the target epoch's picture.</param>
/// <param name="Provenance">Everything that can change the decision.</param>
/// <param name="RawAnswer">The decider's answer to the letter.</param>
/// <param name="Decision">The decision; absent where there is none.</param>
/// <param name="Unscored">Why there is no decision; absent where there is one.</param>
/// <param name="Report">Verdicts with their measurements.</param>
internal sealed record EpochBody(
    DateTimeOffset At, long Run, int Epoch, string RecordingSha256, string ImageSha256, Provenance Provenance, string RawAnswer,
    DecisionBody? Decision, UnscoredBody? Unscored, RuleReport Report) : EntryBody(EntryKind.Epoch, At)
{
    public static EpochBody Of(DateTimeOffset at, long run, string recordingSha256, StagingOutcome outcome, RuleReport report) => new(
        at, run, outcome.Index.Number, recordingSha256, outcome.ImageSha256, outcome.Provenance, outcome.RawAnswer,
        outcome is StageDecision decided ? new(decided.Stage, decided.Rationale, decided.Hypnodensity, decided.WindowHypnodensity) : null,
        outcome is Unscored unscored ? new(unscored.Reason, unscored.Explanation) : null,
        report);

    public StagingOutcome Outcome()
    {
        var index = EpochIndex.FromNumber(Epoch);
        return (Decision, Unscored) switch
        {
            ({ } d, null) => new StageDecision(index, Provenance, ImageSha256, RawAnswer, d.Stage, d.Rationale, d.Hypnodensity) { WindowHypnodensity = d.WindowHypnodensity },
            (null, { } u) => new Unscored(index, Provenance, ImageSha256, RawAnswer, u.Reason, u.Explanation),
            _ => throw new System.Text.Json.JsonException("neither one decision nor one reason for none"),
        };
    }
}

internal sealed record DecisionBody(SleepStage Stage, Rationale Rationale, Hypnodensity? Hypnodensity, Hypnodensity? WindowHypnodensity = null);

internal sealed record UnscoredBody(UnscoredReason Reason, string Explanation);

/// <summary>A night was reviewed when all its epochs were decided.</summary>
/// <param name="At">When.</param>
/// <param name="Run">Sequence number of the run's header.</param>
/// <param name="Findings">Rules of the hypnogram that the night breaks.</param>
/// <param name="Queue">Epochs that ask for a look, the one most worth it first.</param>
internal sealed record ReviewBody(DateTimeOffset At, long Run, IReadOnlyList<NightFindingBody> Findings, IReadOnlyList<QueuedBody> Queue)
    : EntryBody(EntryKind.Review, At)
{
    public static ReviewBody Of(DateTimeOffset at, long run, NightReview review) => new(
        at, run,
        [.. review.Findings.Select(found => new NightFindingBody(found.Check, found.Rule, found.First.Number, found.Last.Number, found.Strength, found.Explanation))],
        [.. review.Epochs.Where(epoch => epoch.Score > 0).OrderByDescending(epoch => epoch.Score).ThenBy(epoch => epoch.Index)
            .Select(epoch => new QueuedBody(epoch.Index.Number, epoch.Score, epoch.Reasons, epoch.Opinions))]);
}

/// <summary>A broken rule of the hypnogram; epochs are numbered from 1.</summary>
internal sealed record NightFindingBody(string Check, RuleId? Rule, int FirstEpoch, int LastEpoch, CheckStrength Strength, string Explanation);

/// <summary>An epoch that asks for a look; its number counts from 1.</summary>
internal sealed record QueuedBody(int Number, double Score, IReadOnlyList<ReviewReason> Reasons, IReadOnlyList<SecondOpinion> Opinions);

/// <summary>A run is complete.</summary>
internal sealed record EndBody(DateTimeOffset At, long Run, int Epochs) : EntryBody(EntryKind.End, At);
