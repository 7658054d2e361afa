using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Torch.Training;

/// <summary>Makes nights to learn from: simulated signals through the same filters, measurements and pictures as a real recording.</summary>
/// <param name="cohort">Who is recorded and with what.</param>
/// <param name="style">Style of the pictures.</param>
/// <param name="seeds">Seeds of the subjects; night number i takes the i-th.</param>
/// <param name="detail">How much composed rationales tell of single events.</param>
public sealed class SimulatedNights(TrainingCohort cohort, RenderStyle style, SeedRange seeds, EventDetail detail = EventDetail.Figures) : INightSource
{
    /// <inheritdoc/>
    public string Identity => $"simulated subjects, seeds {seeds}, cohort {cohort.Name} of {cohort.Minutes} minutes, style {style.Name}{(cohort.Without == SimulatedParts.None ? "" : $", without {SimulatedPartNames.Text(cohort.Without)}")}{Supervision.Remark(detail)}";

    /// <inheritdoc/>
    public int? Count => seeds.Count;

    /// <inheritdoc/>
    public int UsualWindows => cohort.SettingsFor(seeds.First).EpochCount;

    /// <inheritdoc/>
    public TrainingNight Create(int index, CancellationToken cancellationToken)
    {
        var seed = seeds.First + index;
        var night = NightSimulator.Simulate(cohort.SettingsFor(seed), cancellationToken);
        var prepared = SignalChain.Prepare(night.WithChannels(cohort.ChannelsFor(seed)), style, null, cancellationToken);
        var analysis = NightAnalyzer.Analyze(prepared, null, cancellationToken);
        var truth = new TrueEvidence(night, analysis, ChannelNames.AsDrawn(prepared.Montage));
        var epochs = Enumerable.Range(0, prepared.EpochCount).Where(i => analysis.Epochs[i] is not null).Select(i =>
        {
            var (evidence, words) = (truth.Of(i), Supervision.Seed(seed, i));
            return Supervision.Composed(evidence, RationaleComposer.Compose(evidence, words, detail), words);
        });
        return new TrainingNight($"seed {seed}", prepared, [.. epochs]);
    }
}

/// <summary>Seeds from a first one on.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many; null without an end.</param>
public readonly record struct SeedRange(int First, int? Count)
{
    /// <inheritdoc/>
    public override string ToString() => Count is { } count ? $"{First} to {First + count - 1}" : $"from {First} on";
}
