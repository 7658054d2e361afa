namespace SleepVLM.Torch.Training;

/// <summary>What one step did.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Windows">Windows seen in all behind it.</param>
/// <param name="Kind">What was asked.</param>
/// <param name="Loss">Weighted mean cross entropy per token of the answers, nats; 0 in perceptual pre-training.</param>
/// <param name="WaveformLoss">Mean squared error of what the pictures show, in units of spread.</param>
/// <param name="PictureLoss">Cross entropy of the stage from one picture alone, nats.</param>
/// <param name="StageLoss">Cross entropy of the stage, nats per window; NaN where no stage was asked.</param>
/// <param name="StageAccuracy">Share of windows whose stage was the likeliest, 0 to 1; on simulated nights each is seen about once, so this is close to unseen data.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="LearningRate">Used in this step.</param>
/// <param name="StepWindows">Windows of this step.</param>
/// <param name="WindowsPerSecond">Speed of this step.</param>
public sealed record TrainingStep(
    long Number, long Windows, TurnKind Kind, double Loss, double WaveformLoss, double PictureLoss, double StageLoss, double StageAccuracy,
    double GradientNorm, double LearningRate, int StepWindows, double WindowsPerSecond);
