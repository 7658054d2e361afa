using System.Diagnostics;
using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>A training run from its first step, or from where it was stopped, to its end: the whole course in one place.</summary>
/// <param name="job">What is learnt, from what.</param>
/// <param name="watcher">Told what happens.</param>
public sealed class TrainingRun(TrainingJob job, ITrainingWatcher watcher)
{
    private readonly TrainingFolder _folder = new(job.Output);
    private readonly TrainingRecord _record = new(new TrainingFolder(job.Output), job);
    private readonly Stopwatch _clock = new();
    private TrainingProgress _progress = null!;

    /// <summary>Trains to the end, or to the cancellation; a checkpoint is left in both cases.</summary>
    /// <param name="device">Where training runs.</param>
    /// <param name="cancellationToken">Stops after the step in progress.</param>
    /// <exception cref="SleepVlmException">The run was begun with other settings, or a file cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the same call goes on from the checkpoint.</exception>
    public void Run(Device device, CancellationToken cancellationToken)
    {
        if (job.Lora is not null && job.From is null) throw new SleepVlmException("--lora: there is nothing to adapt; name the model with --from");
        var described = Describe();
        var earlier = _folder.ReadProgress();
        if (earlier is not null) ResumeCheck.Require(job.Output, earlier.Settings, described);
        if (earlier is { Finished: true })
        {
            watcher.Note($"{job.Output}: this run is complete; give another --out to train again");
            return;
        }

        _folder.Create();
        _progress = earlier ?? new TrainingProgress(0, 0, 0, null, 0, 0, Finished: false, described);
        if (earlier is null && job.From is null) TrainingModel.Create(job, watcher.Note, cancellationToken);
        using var scope = NewDisposeScope();
        using var model = TrainingModel.Load(job, device);
        using var trainer = new Trainer(model.Model, model.Heads, model.Learning(), job.Settings);
        if (earlier is not null)
        {
            _folder.Restore(trainer.Weights);
            watcher.Note($"goes on behind step {earlier.Steps} of {job.Settings.Steps}");
        }

        _record.Begin(_progress.Steps, _progress.ValidatedSteps);
        _clock.Start();
        var begun = _progress.Steps;
        try
        {
            Learn(model, trainer, cancellationToken);
        }
        finally
        {
            if (_progress.Steps > begun || _progress.Finished) Checkpoint(model, trainer);
        }
    }

    private void Learn(TrainingModel model, Trainer trainer, CancellationToken cancellationToken)
    {
        var settings = job.Settings;
        var order = WindowOrder.For(job.Nights, settings.Seed, settings.NightsAtATime, settings.RunLength);
        using var nights = new NightQueue(job.Nights, order, _progress.Steps * settings.Accumulate * settings.BatchRuns);
        var planner = new StepPlanner(settings, nights, settings.Phase == TrainingPhase.Sft ? model.Turns : null, model.Model.Config, model.Grid);
        using var steps = new StepQueue(planner, _progress.Steps, settings.Steps);
        var sinceCheckpoint = Stopwatch.StartNew();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var validate = IsValidationDue();
            if (validate) Validate(model, trainer, cancellationToken);
            if (_progress.Steps == settings.Steps || IsOutOfPatience()) break;
            if (validate || sinceCheckpoint.Elapsed.TotalMinutes >= job.CheckpointMinutes)
            {
                Checkpoint(model, trainer);
                sinceCheckpoint.Restart();
            }

            var step = trainer.Learn(steps.Take(cancellationToken));
            _progress = _progress with { Steps = step.Number + 1 };
            _record.Add(step);
            watcher.Stepped(step);
        }

        _progress = _progress with { Finished = true };
    }

    private bool IsValidationDue() =>
        job.Validation.Count > 0 && job.Settings.Phase == TrainingPhase.Sft && _progress.ValidatedSteps < _progress.Steps
        && (_progress.Steps == job.Settings.Steps || _progress.Steps % job.Settings.ValidateEverySteps == 0);

    private bool IsOutOfPatience()
    {
        if (job.Settings.Patience == 0 || _progress.SinceBest < job.Settings.Patience) return false;
        watcher.Note($"stopped: no better kappa in {_progress.SinceBest} validations; the best, {_progress.BestKappa:0.000}, was reached behind {_progress.BestWindows} windows");
        return true;
    }

    private void Validate(TrainingModel model, Trainer trainer, CancellationToken cancellationToken)
    {
        var windows = Math.Min(job.Settings.Windows, _progress.Steps * job.Settings.StepWindows);
        var agreements = Measure(model, trainer, cancellationToken);
        foreach (var (set, agreement) in agreements) _record.Add(windows, set, agreement);
        watcher.Validated(windows, agreements);

        var kappa = agreements[0].Agreement.Kappa ?? 0;
        var better = _progress.BestKappa is not { } best || kappa > best;
        _progress = better
            ? _progress with { ValidatedSteps = _progress.Steps, BestKappa = kappa, BestWindows = windows, SinceBest = 0 }
            : _progress with { ValidatedSteps = _progress.Steps, SinceBest = _progress.SinceBest + 1 };
        if (better) WriteModel(job.Output, model, trainer);
        if (job.KeepAll) WriteModel(_folder.In(Path.Combine("kept", $"{windows:00000000}")), model, trainer);
    }

    private List<(string Set, Agreement Agreement)> Measure(TrainingModel model, Trainer trainer, CancellationToken cancellationToken)
    {
        var agreements = new List<(string Set, Agreement Agreement)>();
        using var unrecorded = no_grad();
        trainer.Weights.ShowMean();
        model.Model.eval();
        foreach (var set in job.Validation)
        {
            using var scope = NewDisposeScope();
            agreements.Add((set.Name, set.Measure(questions => model.Stage(questions, cancellationToken), cancellationToken)));
        }

        model.Model.train();
        trainer.Weights.CopyBack();
        return agreements;
    }

    // With a validation the model folder holds the best weights, else the latest.
    private void Checkpoint(TrainingModel model, Trainer trainer)
    {
        _progress = _progress with { Hours = _progress.Hours + _clock.Elapsed.TotalHours };
        _clock.Restart();
        if (_progress.BestKappa is null) WriteModel(job.Output, model, trainer);
        else _record.WriteCard(model, _progress);
        if (model.Heads is not null) HeadFiles.Save(_folder.HeadsPath, trainer.Weights.Named);
        _record.WritePlot();
        _folder.Save(_progress, trainer.Weights);
    }

    private void WriteModel(string folder, TrainingModel model, Trainer trainer)
    {
        model.Write(folder, trainer.Weights.Named, _record.Metadata(_progress));
        if (folder == job.Output) _record.WriteCard(model, _progress);
    }

    private Dictionary<string, string> Describe() => new(job.Settings.Described())
    {
        ["--lora"] = job.Lora is { } lora ? $"{lora.Targets.Name}, rank {lora.Rank}, alpha {lora.Alpha}, dropout {lora.Dropout}" : "no",
        ["nights"] = job.Nights.Identity,
        ["--from"] = job.From is null ? "nothing" : $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(job.From)))} ({HashOf(job.From)})",
        ["validation"] = job.Validation.Count == 0 ? "none" : string.Join("; ", job.Validation.Select(set => set.Identity)),
    };

    private static string HashOf(string folder) => SleepVLM.Torch.Weights.Checkpoint.Sha256(folder)[..12];
}

/// <summary>Told what happens in a training run.</summary>
public interface ITrainingWatcher
{
    /// <summary>Something besides steps.</summary>
    void Note(string text);

    /// <summary>A step was done.</summary>
    void Stepped(TrainingStep step);

    /// <summary>The model was held against scored nights.</summary>
    void Validated(long windows, IReadOnlyList<(string Set, Agreement Agreement)> agreements);
}
