using System.Diagnostics;
using SleepVLM.Torch.Model;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Teaches a model, step by step: losses, gradients, weights. Knows nothing of files. Used on one thread; owns the copies of the weights.</summary>
public sealed class Trainer : IDisposable
{
    private readonly Qwen25Vl _model;
    private readonly PerceptionHeads? _heads;
    private readonly TrainingSettings _settings;
    private readonly TrainingForward _forward;

    /// <param name="model">The model, weights already set.</param>
    /// <param name="heads">Teach perception; null where <see cref="TrainingSettings.PerceptionWeight"/> is 0.</param>
    /// <param name="learning">The weights that learn, by name; all others stay as they are.</param>
    /// <param name="settings">The run.</param>
    public Trainer(Qwen25Vl model, PerceptionHeads? heads, IEnumerable<(string Name, Parameter Parameter)> learning, TrainingSettings settings)
    {
        (_model, _heads, _settings) = (model, heads, settings);
        _forward = new TrainingForward(model, settings);
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        var named = learning.ToArray();
        foreach (var (_, parameter) in named) parameter.requires_grad = true;
        Weights = new MasterWeights(named, settings);
    }

    /// <summary>The weights that learn, and the optimizer's state.</summary>
    public MasterWeights Weights { get; }

    /// <summary>Learns from one step's batches.</summary>
    public TrainingStep Learn(PlannedStep plan)
    {
        var clock = Stopwatch.StartNew();
        var rate = _settings.LearningRateAt(plan.Number);
        // What is drawn at random in a step depends on the seed and its number alone, so that a resumed run draws the same.
        var random = new SplitMix(_settings.Seed, 4, (ulong)plan.Number);
        var windows = plan.Batches.Sum(batch => plan.Kind == TurnKind.Picture ? batch.PictureCount : batch.Turns.Count);
        var total = plan.Batches.Sum(batch => batch.Turns.Sum(turn => turn.Answer.Length + turn.StageLength * (_settings.StageWeight - 1)));
        var sums = plan.Batches.Select(batch => Accumulate(batch, total, (long)(random.Next() >> 1))).ToArray();
        var norm = Weights.Step(rate);
        if (plan.Number >= _settings.AverageFromStep) Weights.Average();
        return new TrainingStep(
            plan.Number, Math.Min(_settings.Windows, (plan.Number + 1) * _settings.StepWindows), plan.Kind, sums.Sum(s => s.Loss), sums.Average(s => s.Waveform), sums.Average(s => s.Picture),
            Share(sums.Sum(s => s.StageLoss), sums.Sum(s => s.Staged)), Share(sums.Sum(s => s.StageRight), sums.Sum(s => s.Staged)),
            norm, rate, windows, windows / clock.Elapsed.TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => Weights.Dispose();

    private StepSums Accumulate(PlannedBatch batch, double totalWeight, long seed)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        if (batch.PictureCount == 0) return default;
        var pictures = _forward.EncodePictures(batch, seed);
        var sums = new StepSums();
        List<Tensor> losses = [];
        if (_heads is not null)
        {
            var share = _settings.PerceptionWeight / _settings.Accumulate;
            var waveform = _heads.WaveformLoss(pictures, tensor(batch.Waveforms, [batch.PictureCount, batch.Waveforms.Length / batch.PictureCount], device: _model.Device));
            // Pre-training is free of labels: there the stage is read off the tokens to be reported, and shapes none of them.
            var stage = _heads.StageLoss(_settings.Phase == TrainingPhase.Wpt ? pictures.detach() : pictures, tensor(batch.Stages, device: _model.Device));
            losses.Add((waveform + stage) * share);
            (sums.Waveform, sums.Picture) = (waveform.item<float>(), stage.item<float>());
        }

        if (batch.Turns.Count > 0)
        {
            var turns = TurnTensors.Create(batch.Turns, _model.Config, _settings.StageWeight, _model.Device);
            var logits = _forward.AnswerLogits(turns, pictures, seed + 1_000_000);
            var tokens = nn.functional.cross_entropy(logits, turns.Targets, reduction: nn.Reduction.None);
            var answer = (tokens * turns.Weights).sum() / totalWeight;
            losses.Add(answer);
            sums.Loss = answer.item<float>();
            ReadStages(batch.Turns, tokens, logits, turns.Targets, ref sums);
        }

        if (losses.Count == 0) return sums;
        losses.Aggregate((sum, loss) => sum + loss).backward();
        _forward.FinishBackward();
        Weights.Collect();
        return sums;
    }

    private static void ReadStages(IReadOnlyList<TrainingTurn> turns, Tensor tokens, Tensor logits, Tensor targets, ref StepSums sums)
    {
        var losses = ModelFiles.HostValues(tokens);
        var right = ModelFiles.HostValues(logits.argmax(1).eq(targets));
        var at = 0;
        foreach (var turn in turns)
        {
            if (turn.StageLength > 0)
            {
                var stage = Enumerable.Range(at + turn.StageStart, turn.StageLength).ToArray();
                sums.Staged++;
                sums.StageLoss += stage.Sum(i => losses[i]);
                if (stage.All(i => right[i] > 0)) sums.StageRight++;
            }

            at += turn.Answer.Length;
        }
    }

    private static double Share(double sum, double count) => count > 0 ? sum / count : double.NaN;

    private record struct StepSums(double Loss, double Waveform, double Picture, double StageLoss, int StageRight, int Staged);
}
