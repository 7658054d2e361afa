using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Review;
using SleepVLM.Engine.Rules;

namespace SleepVLM.Engine.Checking;

/// <summary>What a user asks to be checked.</summary>
/// <param name="RecordingPath">The recording's file.</param>
/// <param name="RationalePath">The file of rationales.</param>
/// <param name="FirstEpoch">How that file counts, 0 or 1; null to take it from the file.</param>
/// <param name="Montage">Channel choices of the user.</param>
/// <param name="Style">Filters and pictures.</param>
public sealed record CheckRequest(string RecordingPath, string RationalePath, int? FirstEpoch, MontageOptions Montage, RenderStyle Style);

/// <summary>Holds anybody's rationales against a recording: no model decides anything here.</summary>
/// <param name="checker">Holds rationales against the signal.</param>
/// <param name="rules">The rule book.</param>
public sealed class CheckPipeline(RuleChecker checker, RuleBook rules)
{
    /// <summary>Reads both files, checks every epoch, reviews the night.</summary>
    /// <exception cref="SleepVlmException">A file, or the montage, cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public (Study Study, RationaleFile Given) Run(CheckRequest request, IReadingProgress progress, CancellationToken cancellationToken)
    {
        var given = RationaleReader.Read(request.RationalePath, request.FirstEpoch, cancellationToken);
        var reading = NightReading.Open(request.RecordingPath, request.Montage, request.Style, progress, cancellationToken);
        RequireFit(given, reading.Night.EpochCount);

        var night = new CheckedNight(reading, checker);
        var outcomes = given.Rationales.Select(rationale => OutcomeOf(rationale, given, reading.Night)).ToList();
        var byEpoch = outcomes.ToDictionary(outcome => outcome.Index.Value);
        var bar = progress.Of("check");
        var epochs = new List<StudyEpoch>(outcomes.Count);
        foreach (var outcome in outcomes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = outcome.Index.Value;
            epochs.Add(new StudyEpoch(outcome, night.Check(byEpoch.GetValueOrDefault(at - 1), outcome, byEpoch.GetValueOrDefault(at + 1))));
            bar.Report((double)epochs.Count / outcomes.Count);
        }

        var review = night.Review(epochs, RuleOpinions.Of(reading, Path.GetFileName(given.Path), cancellationToken));
        return (night.Assemble(epochs, review), given);
    }

    private static void RequireFit(RationaleFile given, int epochCount)
    {
        if (given.Rationales.FirstOrDefault(rationale => rationale.Index.Value >= epochCount) is { } beyond)
            throw new RationaleFormatException(
                given.Path, beyond.Line, $"{beyond.Index} lies beyond the recording, which has {epochCount} epochs; check that both belong to the same night");
    }

    private StagingOutcome OutcomeOf(GivenRationale rationale, RationaleFile given, PreparedNight night)
    {
        var provenance = new Provenance(Path.GetFileName(given.Path), given.Sha256, "", "", night.Style.Id, rules.Sha256, 0, ProgramVersion.Name, []);
        return (rationale.Stage, night.WhyUnscorable(rationale.Index)) switch
        {
            ({ } stage, null) => new StageDecision(rationale.Index, provenance, "", "", stage, rationale.Rationale, rationale.Hypnodensity),
            (_, { } reason) => new Unscored(rationale.Index, provenance, "", "", reason, "the recording holds no whole signal of this epoch, so nothing can be checked"),
            _ => new Unscored(rationale.Index, provenance, "", "", UnscoredReason.UnparsableAnswer, "the file gives no stage for this epoch"),
        };
    }
}
