using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;

namespace SleepVLM.Torch.Training;

/// <summary>What is told of a run in its folder: figures of steps and validations, their curves, and the model's card.</summary>
/// <param name="folder">Where.</param>
/// <param name="job">The run.</param>
internal sealed class TrainingRecord(TrainingFolder folder, TrainingJob job)
{
    private readonly MetricsFile _steps = new(
        folder.MetricsPath, "step", "windows", "kind", "loss", "waveform_loss", "picture_loss", "stage_loss", "stage_accuracy", "gradient_norm", "learning_rate", "windows_per_second");

    private readonly MetricsFile _validations = new(
        folder.ValidationPath, ["windows", "set", "epochs", "accuracy", "kappa", "macro_f1", .. ConfusionMatrix.Stages.Select(stage => $"f1_{stage}")]);

    /// <summary>Begins the tables, or goes on with them behind the steps done.</summary>
    public void Begin(long steps, long validatedSteps)
    {
        _steps.Begin(steps);
        _validations.Begin(Windows(validatedSteps) + 1);
    }

    /// <summary>Notes a step.</summary>
    public void Add(TrainingStep step) => _steps.Add(
        step.Number, step.Windows, step.Kind.ToString().ToLowerInvariant(), step.Loss, step.WaveformLoss, step.PictureLoss, step.StageLoss, step.StageAccuracy,
        step.GradientNorm, step.LearningRate, step.WindowsPerSecond);

    /// <summary>Notes a validation.</summary>
    public void Add(long windows, string set, Agreement agreement) => _validations.Add(
        [windows, set, agreement.Compared, agreement.Accuracy, agreement.Kappa, agreement.MacroF1, .. agreement.Stages.Select(stage => (object?)stage.F1)]);

    /// <summary>Draws the curves anew.</summary>
    public void WritePlot() => File.WriteAllText(folder.PlotPath, TrainingCurves.Draw(_steps.Rows(), _validations.Rows()));

    /// <summary>What stands in the weights' file about them.</summary>
    public Dictionary<string, string> Metadata(TrainingProgress progress) => new()
    {
        ["steps"] = progress.Steps.ToString(CultureInfo.InvariantCulture),
        ["windows"] = Windows(progress.Steps).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Writes the model's card.</summary>
    public void WriteCard(TrainingModel model, TrainingProgress progress) =>
        File.WriteAllText(Path.Combine(folder.Path, "README.md"), TrainingCard.Write(model, progress, Windows(progress.Steps), _validations.Rows()));

    private long Windows(long steps) => Math.Min(job.Settings.Windows, steps * job.Settings.StepWindows);
}
