using SleepVLM.Contracts;

namespace SleepVLM.Engine.Review.NightRules;

/// <summary>R within 15 minutes of sleep onset: a finding of its own in a patient (ICSD, narcolepsy), else a sign that the stage is wrong.</summary>
public sealed class EarlyRemRule : INightRule
{
    private const int Epochs = 30;

    /// <inheritdoc/>
    public IEnumerable<NightFinding> Check(StagedNight night)
    {
        // Without the beginning of the recording, sleep onset is not known.
        if (night.Epochs is not [{ Outcome.Index.Value: 0 }, ..]) yield break;
        var onset = night.Epochs.FirstOrDefault(epoch => night.Stage(epoch.Outcome.Index.Value) is not (null or SleepStage.W))?.Outcome.Index.Value;
        if (night.Runs(SleepStage.R).Select(run => ((int First, int Last)?)run).FirstOrDefault() is { } rem && rem.First - onset < Epochs)
            yield return new NightFinding(
                "early-rem", null, new EpochIndex(rem.First), new EpochIndex(rem.Last), CheckStrength.Advisory,
                FormattableString.Invariant($"R begins {(rem.First - onset) / 2.0:0.#} min after sleep onset, which is less than 15."));
    }
}
