using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Staging.RuleStaging;

namespace SleepVLM.Engine.Staging;

/// <summary>Stages a night by the rules of the manual alone, from what detectors found, and says why.</summary>
/// <remarks>
/// Signs of each epoch give points for each stage; the likeliest course of the whole night under the odds of real hypnograms and the rules of context is
/// the staging, the probabilities over all courses are the hypnodensity (docs/rule-stager.md). A sign whose channel is missing says nothing.
/// </remarks>
public static class RuleStager
{
    /// <summary>Stages every epoch.</summary>
    /// <param name="night">Filtered signals.</param>
    /// <param name="analysis">What was read off them.</param>
    /// <param name="settings">Limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between the parts of the work.</param>
    /// <returns>One entry per epoch, null where it cannot be staged: a gap, or no channel that can be assessed.</returns>
    /// <exception cref="SleepVlmException">A setting is outside what it can mean.</exception>
    /// <exception cref="ArgumentException">The measurements are of another night.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<(SleepStage Stage, Hypnodensity Density, ComposedRationale Rationale)?> Stage(
        PreparedNight night, NightAnalysis analysis, RuleStagerSettings? settings = null,
        CancellationToken cancellationToken = default)
    {
        settings = (settings ?? new RuleStagerSettings()).Validated();
        if (analysis.Epochs.Count != night.EpochCount)
            throw new ArgumentException($"{analysis.Epochs.Count} measured epochs for a night of {night.EpochCount}", nameof(analysis));
        if (night.EpochCount == 0) return [];
        var events = LocatedEvents.Of(analysis.Detections);
        var course = Decide(analysis, events, settings, StageWeights.Default);
        cancellationToken.ThrowIfCancellationRequested();
        var evidence = new EvidenceCollector(analysis, events, course, ChannelNames.AsRecorded(night.Montage));

        var staged = new (SleepStage, Hypnodensity, ComposedRationale)?[night.EpochCount];
        for (var i = 0; i < staged.Length; i++)
        {
            if (course.Stages[i] is not { } stage) continue;
            cancellationToken.ThrowIfCancellationRequested();
            var density = Hypnodensity.FromValues(Array.ConvertAll(course.Probabilities[i], value => (float)value));
            staged[i] = (stage, density, RationaleComposer.Compose(evidence.Of(i), (ulong)i));
        }

        return staged;
    }

    /// <summary>Stages and probabilities alone.</summary>
    internal static StagedCourse Decide(NightAnalysis analysis, LocatedEvents events, RuleStagerSettings settings, StageWeights weights)
    {
        var signs = SignReader.Read(analysis);
        var epochs = new ScoredEpoch?[signs.Length];
        for (var i = 0; i < epochs.Length; i++)
            if (signs[i] is { } seen) epochs[i] = ScoredEpoch.Of(analysis.Epochs[i]!, seen, events, weights, settings);
        var lattice = new StagingLattice(epochs, weights, settings);
        SleepStage?[] stages = [.. lattice.LikeliestCourse()];
        for (var i = 0; i < stages.Length; i++)
            if (signs[i] is not { } seen || (seen.All(double.IsNaN) && epochs[i]!.MovementSeconds <= settings.MajorMovementSeconds)) stages[i] = null;
        SlowWaveRule.Apply(stages, analysis, settings.SlowWaveSecondsForN3, settings.FrontalSlowWaveMarginSeconds);
        MovementRule.Apply(stages, analysis.Epochs, settings.MajorMovementSeconds);
        return new StagedCourse(stages, lattice.Probabilities(), [.. epochs.Select(epoch => epoch?.IsDefiniteRem)]);
    }
}
