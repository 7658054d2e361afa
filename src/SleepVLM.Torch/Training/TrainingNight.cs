using SleepVLM.Contracts;

namespace SleepVLM.Torch.Training;

/// <summary>A night to learn from: pictures and right answers, ready to be batched.</summary>
/// <param name="Epochs">One entry per epoch, in order.</param>
public sealed record TrainingNight(TrainingEpoch[] Epochs);

/// <summary>One epoch to learn from.</summary>
/// <param name="Image">Its picture.</param>
/// <param name="Waveform">What its picture shows, see <see cref="WaveformTargets"/>.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="FullAnswer">Stage, rules and rationale, as text.</param>
/// <param name="StageAnswer">Stage and rules, as text.</param>
public sealed record TrainingEpoch(EpochImage Image, float[] Waveform, SleepStage Stage, string FullAnswer, string StageAnswer);
