using System.Runtime.CompilerServices;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging;

/// <summary>Decides by measurements and rules alone: the floor to compare every model with.</summary>
public sealed class RuleBookStager : IEpochStager
{
    private static readonly RuleStagerSettings Settings = new RuleStagerSettings().Validated();

    /// <inheritdoc/>
    public ModelIdentity Identity { get; } = new("rules", Settings.Sha256, "", "", 0);

    /// <inheritdoc/>
    public StageContext Context => StageContext.Night;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StagingOutcome> StageAsync(StagingJob job, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var decided = await Task.Run(() => RuleStager.Stage(job.Night, job.Analysis, Settings, cancellationToken), cancellationToken);
        foreach (var epoch in job.Epochs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return job.UnscorableOutcome(epoch) ?? Outcome(job, epoch, decided[epoch.Value]);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static StagingOutcome Outcome(
        StagingJob job, EpochIndex epoch, (SleepStage Stage, Hypnodensity Density, Rationales.ComposedRationale Rationale)? decided)
    {
        if (decided is not { } decision)
            return new Unscored(epoch, job.Provenance, "", "", UnscoredReason.NoSignal, "no EEG could be measured in this epoch");
        var text = job.Detail == RationaleDetail.Full ? decision.Rationale.Text : "";
        return new StageDecision(epoch, job.Provenance, "", "", decision.Stage, new Rationale(text, decision.Rationale.Rules, Truncated: false), decision.Density);
    }
}
