using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Torch.Training;

/// <summary>Makes nights to learn from: simulated signals through the same filters, measurements and pictures as a real recording.</summary>
public sealed class SimulatedNights(RenderStyle style, IReadOnlyList<string> answerKeys)
{
    /// <summary>One subject's night; the same seed gives the same night.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TrainingNight Create(int seed, CancellationToken cancellationToken)
    {
        var (night, prepared) = Prepare(seed, cancellationToken);
        var renderer = new EpochImageRenderer(style);
        return new TrainingNight([.. Explain(night, prepared, seed, cancellationToken).Select(told => new TrainingEpoch(
            renderer.Render(prepared, told.Index), WaveformTargets.Of(prepared, told.Index), told.Stage, told.Full, told.StageOnly))]);
    }

    /// <summary>The answers alone, to build a vocabulary from.</summary>
    public IEnumerable<string> Answers(int seed, CancellationToken cancellationToken)
    {
        var (night, prepared) = Prepare(seed, cancellationToken);
        return Explain(night, prepared, seed, cancellationToken).Select(told => told.Full);
    }

    private (SimulatedNight Night, PreparedNight Prepared) Prepare(int seed, CancellationToken cancellationToken)
    {
        var night = NightSimulator.Simulate(TrainingCohort.SettingsFor(seed), cancellationToken);
        return (night, SignalChain.Prepare(night.WithChannels(TrainingCohort.ChannelsFor(seed)), style, null, cancellationToken));
    }

    private IEnumerable<(EpochIndex Index, SleepStage Stage, string Full, string StageOnly)> Explain(
        SimulatedNight night, PreparedNight prepared, int seed, CancellationToken cancellationToken)
    {
        var analysis = NightAnalyzer.Analyze(prepared, null, cancellationToken);
        var truth = new TrueEvidence(night, analysis, ChannelNames.AsDrawn(prepared.Montage));
        for (var i = 0; i < prepared.EpochCount; i++)
        {
            if (analysis.Epochs[i] is null) continue;
            var evidence = truth.Of(i);
            var rationale = RationaleComposer.Compose(evidence, (ulong)seed * 10_007 + (ulong)i);
            yield return (new EpochIndex(i), evidence.Stage,
                AnswerFormat.Compose(answerKeys, evidence.Stage, rationale.Rules, rationale.Text),
                AnswerFormat.Compose([.. answerKeys.Where(key => key != AnswerFormat.ReasoningText)], evidence.Stage, rationale.Rules, ""));
        }
    }
}
