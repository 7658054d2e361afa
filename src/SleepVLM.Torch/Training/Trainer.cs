using System.Diagnostics;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Teaches a model to answer as the simulated truth does: the whole loop in one place.</summary>
public sealed class Trainer
{
    private readonly Qwen25Vl _model;
    private readonly BpeTokenizer _tokenizer;
    private readonly TrainingSettings _settings;
    private readonly WindowPrompt _fullQuestion, _stageQuestion;
    private readonly MasterWeights _weights;
    private readonly PerceptionHeads _heads;

    /// <param name="model">The model, weights already set.</param>
    /// <param name="tokenizer">Its vocabulary.</param>
    /// <param name="fullQuestion">Question for stage, rules and rationale.</param>
    /// <param name="stageQuestion">Question for stage and rules.</param>
    /// <param name="settings">The run.</param>
    public Trainer(Qwen25Vl model, BpeTokenizer tokenizer, WindowPrompt fullQuestion, WindowPrompt stageQuestion, TrainingSettings settings)
    {
        (_model, _tokenizer, _fullQuestion, _stageQuestion, _settings) = (model, tokenizer, fullQuestion, stageQuestion, settings);
        _heads = new PerceptionHeads(model.Config, fullQuestion.ImagePlaces.Length / 3);
        _heads.to(model.Device, model.Dtype);
        _weights = new MasterWeights(model.named_parameters().Concat(_heads.named_parameters()), settings);
    }

    /// <summary>Windows learnt from so far.</summary>
    public long WindowsSeen { get; private set; }

    /// <summary>Weights and the optimizer's state, for checkpoints.</summary>
    public MasterWeights Weights => _weights;

    /// <summary>The model's weights in float32, by name; averaged over the later part of the run.</summary>
    public IEnumerable<(string Name, Tensor Weight)> ModelWeights => _weights.Named.Where(weight => weight.Name.StartsWith("model.", StringComparison.Ordinal));

    /// <summary>Continues a run that was stopped.</summary>
    public void ResumeAt(long windowsSeen) => WindowsSeen = windowsSeen;

    /// <summary>Learns until the run is over or is cancelled; both leave the model usable.</summary>
    /// <param name="nights">Where windows come from.</param>
    /// <param name="report">Told after every step.</param>
    /// <param name="cancellationToken">Stops after the step in progress.</param>
    public void Run(NightPool nights, Action<TrainingStep> report, CancellationToken cancellationToken)
    {
        for (var step = WindowsSeen / _settings.BatchWindows; WindowsSeen < _settings.Windows; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var clock = Stopwatch.StartNew();
            using var scope = NewDisposeScope();
            var full = step % _settings.RationaleEvery == 0;
            var question = full ? _fullQuestion : _stageQuestion;
            var runs = nights.Draw(_settings.BatchRuns, _settings.RunLength, cancellationToken);
            var batch = WindowBatch.Create(runs, full, question, _tokenizer, _model.Config, _settings.StageWeight, _model.Device);

            var rate = _settings.LearningRateAt((double)WindowsSeen / _settings.Windows);
            var imageTokens = ImageTokens(batch);                                                   // (pictures, tokens, width)
            var (waveformLoss, pictureLoss) = _heads.Losses(imageTokens, batch.Waveforms, batch.Stages);
            var logits = AnswerLogits(batch, imageTokens, question);                                // (windows * answer, vocabulary)
            var losses = nn.functional.cross_entropy(logits, batch.Targets, reduction: nn.Reduction.None);
            var loss = (losses * batch.Weights).sum() / batch.Weights.sum();
            _model.zero_grad();
            _heads.zero_grad();
            (loss + _settings.PerceptionWeight * (waveformLoss + pictureLoss)).backward();
            var norm = _weights.Step(rate);

            WindowsSeen += _settings.BatchWindows;
            if (WindowsSeen >= _settings.AverageFromShare * _settings.Windows) _weights.Average();
            report(Describe(batch, losses, logits, full, loss.item<float>(), waveformLoss.item<float>(), pictureLoss.item<float>(), norm, rate, clock.Elapsed, nights.NightCount));
        }
    }

    private Tensor ImageTokens(WindowBatch batch)
    {
        var tokens = _model.EncodeImages(batch.Pixels.Pixels, batch.Pixels.Grids);
        return tokens.view(-1, batch.Pixels.TokenCounts[0], tokens.shape[1]);
    }

    private Tensor AnswerLogits(WindowBatch batch, Tensor imageTokens, WindowPrompt question)
    {
        var shown = imageTokens.index_select(0, batch.WindowImages).reshape(-1, imageTokens.shape[2]); // (windows * 3 * tokens, width)
        var (windows, length) = (batch.Ids.shape[0], batch.Ids.shape[1]);
        var places = tensor(Enumerable.Range(0, (int)windows)
            .SelectMany(row => question.ImagePlaces.Select(place => row * length + question.PrefixLength + place)).ToArray(), device: _model.Device);
        var pass = new DecoderPass(MropeTable.Create(_model.Config, Positions(question, (int)length), _model.Device), null, null);
        var hidden = _model.Decode(_model.Embed(batch.Ids, shown, places), pass);
        var answer = hidden.narrow(1, question.Length - 1, batch.AnswerLength);                     // the token before each target
        return _model.Logits(answer.reshape(-1, hidden.shape[2])).to(ScalarType.Float32);
    }

    private static int[] Positions(WindowPrompt question, int length)
    {
        var answer = length - question.Length;
        var positions = new int[3 * length];
        for (var axis = 0; axis < 3; axis++)
        {
            Array.Copy(question.Positions, axis * question.Length, positions, axis * length, question.Length);
            for (var i = 0; i < answer; i++) positions[axis * length + question.Length + i] = question.NextPosition + i;
        }

        return positions;
    }

    private TrainingStep Describe(
        WindowBatch batch, Tensor losses, Tensor logits, bool full, float loss, float waveformLoss, float pictureLoss, double norm, double rate, TimeSpan took, int nights)
    {
        var table = logits.view(-1, batch.AnswerLength, logits.shape[1]);
        var targets = batch.Targets.view(-1, batch.AnswerLength);
        var right = table.narrow(1, batch.StageColumn, 2).argmax(2).eq(targets.narrow(1, batch.StageColumn, 2)).to(ScalarType.Int64).sum(1).eq(2);
        var stageLoss = losses.view(-1, batch.AnswerLength).narrow(1, batch.StageColumn, 2).sum(1).mean();
        return new TrainingStep(
            WindowsSeen, full, loss, waveformLoss, pictureLoss, stageLoss.item<float>(), right.to(ScalarType.Float32).mean().item<float>(), norm, rate,
            _settings.BatchWindows / took.TotalSeconds, nights);
    }
}

/// <summary>What one step did.</summary>
/// <param name="Windows">Windows seen in all.</param>
/// <param name="Full">Whether answers held rationales.</param>
/// <param name="Loss">Weighted mean cross entropy per token, nats.</param>
/// <param name="WaveformLoss">Mean squared error of what the pictures show, in units of their spread.</param>
/// <param name="PictureLoss">Cross entropy of the stage from one picture alone, nats.</param>
/// <param name="StageLoss">Cross entropy of the stage, nats per window.</param>
/// <param name="StageAccuracy">Share of windows whose stage was the likeliest; each night is seen about once, so this is close to unseen data.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="LearningRate">Used in this step.</param>
/// <param name="WindowsPerSecond">Speed of this step.</param>
/// <param name="Nights">Nights simulated so far.</param>
public sealed record TrainingStep(
    long Windows, bool Full, double Loss, double WaveformLoss, double PictureLoss, double StageLoss, double StageAccuracy, double GradientNorm, double LearningRate,
    double WindowsPerSecond, int Nights);
