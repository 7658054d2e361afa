using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Staging.RuleStaging;

namespace SleepVLM.Engine.Staging;

/// <summary>Stages a night by the rules of the manual alone, from measurements, and says why: the floor to compare every model with.</summary>
/// <remarks>
/// Limits are fitted to the night (its level of fast activity, its chin tone, its slow waves); epochs without signs of their own continue the stage before,
/// as rules N2.2, N2.3 and R.2 have it. Without EOG, REM sleep is taken from long stretches without marks of N2; without EEG, from what is left.
/// </remarks>
public static class RuleStager
{
    /// <summary>Stages every epoch.</summary>
    /// <param name="night">Filtered signals.</param>
    /// <param name="analysis">What was read off them.</param>
    /// <param name="settings">Limits; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between the parts of the work.</param>
    /// <returns>One entry per epoch, null where it cannot be staged.</returns>
    /// <exception cref="SleepVlmException">A setting is outside what it can mean.</exception>
    /// <exception cref="ArgumentException">The measurements are of another night.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<(SleepStage Stage, Hypnodensity Density, ComposedRationale Rationale)?> Stage(
        PreparedNight night, NightAnalysis analysis, RuleStagerSettings? settings = null,
        CancellationToken cancellationToken = default)
    {
        settings = (settings ?? new RuleStagerSettings()).Validated();
        var measured = analysis.Epochs;
        if (measured.Count != night.EpochCount)
            throw new ArgumentException($"{measured.Count} measured epochs for a night of {night.EpochCount}", nameof(analysis));
        var located = LocatedEvents.Of(night.Montage, analysis, settings);
        var fast = FastActivity.Of(measured);
        var signs = measured.Select(m => m is null ? null : EpochSigns.Of(m, located, fast)).ToList();
        var scale = NightScale.Of([.. signs.OfType<EpochSigns>()], settings);
        var scan = new ScoringScan(signs, scale, settings);
        var stages = scan.Run();
        var channels = ChannelNames.AsRecorded(night.Montage);

        var staged = new (SleepStage, Hypnodensity, ComposedRationale)?[night.EpochCount];
        for (var i = 0; i < staged.Length; i++)
        {
            if (stages[i] is not { } stage) continue;
            cancellationToken.ThrowIfCancellationRequested();
            var evidence = new EpochEvidence(
                stage, i > 0 ? stages[i - 1] : null, i + 1 < staged.Length ? stages[i + 1] : null, channels, measured[i]!, analysis.Night,
                [.. i > 0 ? located.In(new EpochIndex(i - 1)) : [], .. located.In(new EpochIndex(i))])
            {
                LookedFor = located.LookedFor,
                FastActivityRise = signs[i]!.FastRise,
            };
            staged[i] = (stage, SoftScores.Of(stage, signs[i]!, scan.Points[i]), RationaleComposer.Compose(evidence, (ulong)i));
        }

        return staged;
    }
}
