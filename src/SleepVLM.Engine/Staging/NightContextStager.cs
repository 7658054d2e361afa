using System.Globalization;
using System.Runtime.CompilerServices;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging;

/// <summary>Lets a model look at every window, weighs the course of the night, and has the model explain the stages that came of it.</summary>
/// <remarks>The probabilities by the window alone stay beside those by the night; a note tells of every stage that the night changed.</remarks>
public sealed class NightContextStager : IEpochStager
{
    private readonly VisionLanguageStager _windows;

    /// <param name="windows">Stages single windows; disposed with this.</param>
    /// <exception cref="SleepVlmException">Its model cannot explain a stage that it is given.</exception>
    public NightContextStager(VisionLanguageStager windows)
    {
        if (!windows.DecidesFirst)
            throw new SleepVlmException($"{windows.Identity.Name} names the stage after the rationale, so it cannot explain a stage that the night decided; use --context window");
        _windows = windows;
    }

    /// <inheritdoc/>
    public ModelIdentity Identity => _windows.Identity;

    /// <inheritdoc/>
    public StageContext Context => StageContext.Night;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StagingOutcome> StageAsync(StagingJob job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (job.Epochs.Count == 0) yield break;
        var looks = await LookAsync(job, cancellationToken);
        var isSaid = job.Epochs.ToDictionary(epoch => epoch, epoch => job.Detail == RationaleDetail.Stage && looks[epoch].Window?.Stage == looks[epoch].Stage);
        var toExplain = job with { Epochs = [.. job.Epochs.Where(epoch => !isSaid[epoch])], Decided = epoch => looks[epoch].Stage };
        await using var explained = _windows.StageAsync(toExplain, cancellationToken).GetAsyncEnumerator(cancellationToken);
        foreach (var epoch in job.Epochs)
        {
            if (!isSaid[epoch] && !await explained.MoveNextAsync()) throw new InvalidOperationException($"the model gave no answer for {epoch}");
            var outcome = isSaid[epoch] ? looks[epoch].Window! : explained.Current;
            yield return outcome is StageDecision decision ? looks[epoch].Apply(decision) : outcome;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _windows.DisposeAsync();

    // What is looked at follows from what the user asked for and not from what a run that was stopped has left, so that both decide alike.
    private async Task<Dictionary<EpochIndex, Look>> LookAsync(StagingJob job, CancellationToken cancellationToken)
    {
        var first = Math.Max(0, job.Asked.Min().Value - NightContext.ReachEpochs);
        var last = Math.Min(job.Night.EpochCount - 1, job.Asked.Max().Value + NightContext.ReachEpochs);
        EpochIndex[] range = [.. Enumerable.Range(first, last - first + 1).Select(value => new EpochIndex(value))];
        var windows = new List<StageDecision?>(range.Length);
        var look = job with { Epochs = range, Detail = RationaleDetail.Stage, StageAlone = job.Detail != RationaleDetail.Stage, AskedAgain = job.Detail == RationaleDetail.Stage };
        await foreach (var outcome in _windows.StageAsync(look, cancellationToken))
        {
            windows.Add(outcome as StageDecision);
            job.Looking?.Report((double)windows.Count / range.Length);
        }

        var weighed = NightContext.Weigh([.. windows.Select(window => window?.Hypnodensity)]);
        return Enumerable.Range(0, range.Length).ToDictionary(i => range[i], i => new Look(windows[i], weighed[i]));
    }

    /// <param name="Window">What the window alone says; null where it says nothing.</param>
    /// <param name="Density">Probabilities by the night.</param>
    private sealed record Look(StageDecision? Window, Hypnodensity Density)
    {
        private static readonly SleepStage[] Stages = Enum.GetValues<SleepStage>();

        public SleepStage Stage { get; } = Stages.MaxBy(stage => Density[stage]);

        public StageDecision Apply(StageDecision decision) => decision with
        {
            Hypnodensity = Density,
            WindowHypnodensity = Window?.Hypnodensity,
            Provenance = decision.Provenance with { Notes = [.. decision.Provenance.Notes, .. Notes()] },
        };

        private IEnumerable<string> Notes()
        {
            if (Window is not { Hypnodensity: { } own } || Window.Stage == Stage) yield break;
            yield return string.Create(CultureInfo.InvariantCulture,
                $"by its window alone {Window.Stage} ({100 * own[Window.Stage]:F0} %), by the course of the night {Stage} ({100 * Density[Stage]:F0} %)");
        }
    }
}
