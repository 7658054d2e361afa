using System.Runtime.CompilerServices;
using SleepVLM.Contracts;
using SleepVLM.Engine.Audit;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Review;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;

namespace SleepVLM.Engine;

/// <summary>
/// The map of the program: recording, montage, filters, measurements and events, stages, rule reports, ledger, review of the night, study.
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
        var reading = NightReading.Open(request.RecordingPath, request.Montage, request.Style, progress, cancellationToken);
        await RunAsync(reading, request, progress, deliver, cancellationToken);
    }

    /// <summary>Stages a recording that was read before, as several deciders may share it.</summary>
    /// <inheritdoc cref="RunAsync(StagingRequest, IStagingProgress, Func{Study, CancellationToken, Task}, CancellationToken)"/>
    /// <param name="reading">The recording, read with the montage and the style of the request.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="progress">Told how it goes.</param>
    /// <param name="deliver">Writes the outputs.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task RunAsync(
        NightReading reading, StagingRequest request, IStagingProgress progress, Func<Study, CancellationToken, Task> deliver, CancellationToken cancellationToken)
    {
        if (stager.Identity.RenderStyle is { } wanted) request = request with { Style = RenderStyle.Named(wanted, request.Style.MainsHz) };
        reading = reading with { Night = reading.Night.Drawn(request.Style) };
        var night = new CheckedNight(reading, checker);
        var epochs = request.SelectEpochs(reading.Night.EpochCount);

        using var alone = LedgerLock.Take(request.LedgerPath);
        using var ledger = AuditLedger.Open(request.LedgerPath);
        var run = ledger.Begin(HeaderOf(request, reading));

        var finished = run.FinishedEpochs().ToDictionary(epoch => epoch.Outcome.Index, epoch => new StudyEpoch(epoch.Outcome, epoch.Report));
        var pending = epochs.Where(epoch => !finished.ContainsKey(epoch)).ToArray();
        progress.Staging(epochs.Count, epochs.Count - pending.Length);

        var job = new StagingJob(reading.Night, reading.Analysis, pending, request.Detail, ProvenanceOf(request), epochs) { Looking = progress.Of("look") };
        var outcomes = stager.StageAsync(job, cancellationToken);
        await foreach (var (previous, outcome, next) in WithNeighbours(outcomes, finished, cancellationToken))
        {
            var report = night.Check(previous, outcome, next);
            run.Append(outcome, report);
            finished[outcome.Index] = new StudyEpoch(outcome, report);
            progress.Staged(outcome);
        }

        var staged = epochs.Select(epoch => finished[epoch]).ToArray();
        var review = night.Review(staged, RuleOpinions.Of(reading, stager.Identity.Name, cancellationToken));
        run.Append(review);
        await deliver(night.Assemble(staged, review), cancellationToken);
        run.Complete();
    }

    private Provenance ProvenanceOf(StagingRequest request) => new(
        stager.Identity.Name, stager.Identity.Sha256, stager.Identity.Prompt, stager.Identity.PromptSha256,
        request.Style.Id, rules.Sha256, request.Seed, ProgramVersion.Name, [])
    {
        Engine = stager.Identity.Engine, PromptOrigin = stager.Identity.PromptOrigin, RepetitionPenalty = stager.Identity.RepetitionPenalty,
    };

    private RunHeader HeaderOf(StagingRequest request, NightReading reading) => new(
        RecordingFingerprint.Of(reading.Recording), reading.Night.Montage, stager.Identity, rules.Sha256, request.Style.Id, request.Detail,
        request.MaxTokens, request.Seed, ProgramVersion.Name, checker.Ids, stager.Context);

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
}
