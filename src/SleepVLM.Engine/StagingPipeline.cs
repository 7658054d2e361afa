using System.Runtime.CompilerServices;
using SleepVLM.Contracts;
using SleepVLM.Engine.Audit;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;

namespace SleepVLM.Engine;

/// <summary>
/// The map of the program: recording, montage, filters, measurements, stages, rule reports, ledger, study.
/// </summary>
/// <param name="stager">Decides.</param>
/// <param name="checker">Holds rationales against the signal.</param>
/// <param name="rules">The rule book both go by.</param>
public sealed class StagingPipeline(IEpochStager stager, RuleChecker checker, RuleBook rules)
{
    /// <summary>Stages a recording; continues where an interrupted run with the same settings stopped.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="deliver">Writes the outputs; the run counts as complete only when it returns, so that the same request can try again.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="SleepVlmException">The recording, the montage or the ledger cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what was staged is in the ledger.</exception>
    public async Task RunAsync(
        StagingRequest request, IStagingProgress progress, Func<Study, CancellationToken, Task> deliver, CancellationToken cancellationToken)
    {
        using var recording = Recording.Open(request.RecordingPath);
        var signals = MontageResolver.Resolve(recording, request.Montage);
        progress.Resolved(signals.Montage, recording.Warnings);

        var night = SignalChain.Prepare(signals, request.Style, progress.Of("filter"), cancellationToken);
        var analysis = NightAnalyzer.Analyze(night, progress.Of("measure"), cancellationToken);
        var epochs = request.SelectEpochs(night.EpochCount);

        var summary = recording.Summarize(recording.ComputeSha256(cancellationToken));
        var provenance = ProvenanceOf(request);
        using var alone = LedgerLock.Take(request.LedgerPath);
        using var ledger = AuditLedger.Open(request.LedgerPath);
        var run = ledger.Begin(HeaderOf(request, summary, signals.Montage));

        var finished = run.FinishedEpochs().ToDictionary(epoch => epoch.Outcome.Index, epoch => new StudyEpoch(epoch.Outcome, epoch.Report));
        var pending = epochs.Where(epoch => !finished.ContainsKey(epoch)).ToArray();
        progress.Staging(epochs.Count, epochs.Count - pending.Length);

        var job = new StagingJob(night, analysis, pending, request.Detail, provenance);
        var outcomes = stager.StageAsync(job, cancellationToken);
        await foreach (var (previous, outcome, next) in WithNeighbours(outcomes, finished, cancellationToken))
        {
            var report = Check(previous, outcome, next, analysis, signals.Montage);
            run.Append(outcome, report);
            finished[outcome.Index] = new StudyEpoch(outcome, report);
            progress.Staged(outcome);
        }

        await deliver(Assemble(summary, signals.Montage, epochs, finished, night), cancellationToken);
        run.Complete();
    }

    private Provenance ProvenanceOf(StagingRequest request) => new(
        stager.Identity.Name, stager.Identity.Sha256, stager.Identity.Prompt, stager.Identity.PromptSha256,
        request.Style.Id, rules.Sha256, request.Seed, ProgramVersion.Name, []);

    private RunHeader HeaderOf(StagingRequest request, RecordingSummary summary, Montage montage) => new(
        RecordingFingerprint.Of(summary), montage, stager.Identity, rules.Sha256, request.Style.Id, request.Detail, request.MaxTokens,
        request.Seed, ProgramVersion.Name, checker.Ids);

    private RuleReport Check(
        StagingOutcome? previous, StagingOutcome outcome, StagingOutcome? next, NightAnalysis analysis, Montage montage) =>
        outcome is StageDecision decision && analysis.Epochs[decision.Index.Value] is { } measurements
            ? checker.Check(new RuleCheckContext(
                decision, (previous as StageDecision)?.Stage, (next as StageDecision)?.Stage, measurements, analysis.Night, montage))
            : RuleReport.From([]);

    // A rule may speak of the epoch that follows, so each outcome waits for its successor.
    private static async IAsyncEnumerable<(StagingOutcome? Previous, StagingOutcome Outcome, StagingOutcome? Next)> WithNeighbours(
        IAsyncEnumerable<StagingOutcome> outcomes, IReadOnlyDictionary<EpochIndex, StudyEpoch> finished,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StagingOutcome? before = null, waiting = null;
        await foreach (var outcome in outcomes.WithCancellation(cancellationToken))
        {
            if (waiting is not null) yield return (Neighbour(before, waiting, -1), waiting, Neighbour(outcome, waiting, +1));
            (before, waiting) = (waiting, outcome);
        }

        if (waiting is not null) yield return (Neighbour(before, waiting, -1), waiting, Neighbour(null, waiting, +1));

        StagingOutcome? Neighbour(StagingOutcome? candidate, StagingOutcome of, int step)
        {
            var index = new EpochIndex(of.Index.Value + step);
            return candidate?.Index == index ? candidate : finished.TryGetValue(index, out var earlier) ? earlier.Outcome : null;
        }
    }

    private static Study Assemble(
        RecordingSummary summary, Montage montage, IReadOnlyList<EpochIndex> epochs,
        IReadOnlyDictionary<EpochIndex, StudyEpoch> finished, PreparedNight night)
    {
        var staged = epochs.Select(epoch => finished[epoch]).ToArray();
        // Epochs that were not asked for lie between those that were: neighbours in the list need not be neighbours in the night.
        var stages = new SleepStage?[epochs.Count == 0 ? 0 : epochs[^1].Value - epochs[0].Value + 1];
        foreach (var epoch in staged) stages[epoch.Outcome.Index.Value - epochs[0].Value] = (epoch.Outcome as StageDecision)?.Stage;
        return new Study(summary, montage, staged, SleepStatistics.Compute(stages), new EpochPictures(night).Png);
    }
}
