using System.Diagnostics;
using System.Globalization;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Torch.Training;

namespace SleepVLM.App.Commands.Train;

/// <summary>Shows a training run on standard error: one line that is written over on a terminal, a line every so often elsewhere.</summary>
/// <param name="settings">How long the run is.</param>
internal sealed class TrainingConsole(TrainingSettings settings) : ITrainingWatcher, IDisposable
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(30);
    private const int Remembered = 40;

    private readonly bool _interactive = !Console.IsErrorRedirected;
    private readonly Queue<(TrainingStep Step, double Seconds)> _recent = [];
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew(), _sinceStep = Stopwatch.StartNew();
    private bool _open;

    public void Note(string text)
    {
        EndLine();
        Console.Error.WriteLine(text);
        _sinceStep.Restart();
    }

    public void Stepped(TrainingStep step)
    {
        _recent.Enqueue((step, _sinceStep.Elapsed.TotalSeconds));
        _sinceStep.Restart();
        if (_recent.Count > Remembered) _recent.Dequeue();
        if (!_interactive && _sinceShown.Elapsed < PlainInterval && step.Windows < settings.Windows) return;
        _sinceShown.Restart();
        if (_interactive) Console.Error.Write($"\r\x1b[2K{Line(step)}");
        else Console.Error.WriteLine(Line(step));
        _open = _interactive;
    }

    public void Validated(long windows, IReadOnlyList<(string Set, Agreement Agreement)> agreements)
    {
        foreach (var (set, agreement) in agreements)
            Note(string.Create(CultureInfo.InvariantCulture,
                $"behind {windows} windows, {set}: kappa {agreement.Kappa:0.000}, accuracy {agreement.Accuracy:0.000}, F1 {string.Join(", ", agreement.Stages.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Stage} {s.F1:0.00}")))} ({agreement.Compared} epochs)"));
    }

    public void Dispose() => EndLine();

    private string Line(TrainingStep step)
    {
        // The time between steps counts, so that validations and waiting for nights are in the rate.
        var rate = _recent.Sum(r => r.Step.StepWindows) / Math.Max(1e-3, _recent.Sum(r => r.Seconds));
        var left = TimeSpan.FromSeconds((settings.Windows - step.Windows) / Math.Max(1e-3, rate));
        var share = (int)(100 * step.Windows / settings.Windows);
        var bar = _interactive ? $"[{new string('#', share / 5)}{new string('.', 20 - share / 5)}] " : "";
        var losses = settings.Phase == TrainingPhase.Wpt
            ? string.Create(CultureInfo.InvariantCulture, $"error {Mean(s => s.WaveformLoss):0.0000}  stage {Mean(s => s.PictureLoss):0.000}")
            : string.Create(CultureInfo.InvariantCulture, $"loss {Mean(s => s.Loss):0.000}  stage {Mean(s => s.StageLoss):0.000} ({Mean(s => s.StageAccuracy):0.0%} right)  waveform {Mean(s => s.WaveformLoss):0.000}");
        return string.Create(CultureInfo.InvariantCulture, $"{bar}{share,3} %  {step.Windows} of {settings.Windows}  {losses}  norm {Mean(s => s.GradientNorm):0.00}  {rate:0.0}/s  {left:h\\:mm\\:ss} left");
    }

    private double Mean(Func<TrainingStep, double> figure) => _recent.Select(r => figure(r.Step)).Where(value => !double.IsNaN(value)).DefaultIfEmpty().Average();

    private void EndLine()
    {
        if (_open) Console.Error.WriteLine();
        _open = false;
    }
}
