using SleepVLM.Torch.Model;
using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Torch.Training;

/// <summary>Everything that shapes the numbers of a training run.</summary>
/// <param name="Phase">What is learnt.</param>
/// <param name="Windows">Windows (in WPT: pictures) to learn from in all; default 45,000.</param>
/// <param name="BatchRuns">Stretches of consecutive windows in a batch, each from another night where possible; default 6.</param>
/// <param name="RunLength">Windows in a stretch; neighbours share pictures, which are encoded once; default 3.</param>
/// <param name="Accumulate">Batches whose gradients add up before a step; default 1.</param>
/// <param name="PeakLearningRate">After warm-up; default 1e-3.</param>
/// <param name="PatchRate">Share of the rate that the patch projection learns at; default 1. Each of its outputs sums thousands of pixels, so that the rate of all others makes it jump.</param>
/// <param name="CentrePatches">Whether the mean is taken off the gradient of each kernel of the patch projection, so that black ground teaches nothing; default no.</param>
/// <param name="WarmUpShare">Share of the run with rising rate (arXiv 2603.26738: 3 %).</param>
/// <param name="Decay">How the rate falls to 0 after warm-up; default a half cosine.</param>
/// <param name="WeightDecay">On matrices only, not on norms and biases; default 0.1.</param>
/// <param name="ClipNorm">Largest gradient norm; default 1.</param>
/// <param name="FineShare">Share of steps that teach full rationales; default 0.25.</param>
/// <param name="QuestionShare">Share of steps that teach short questions; default 0.</param>
/// <param name="StageWeight">Weight of the tokens that name the stage against 1 for all others; default 6.</param>
/// <param name="PerceptionWeight">Weight of the perception heads' losses against the answer's; default 0.5; 0 leaves the heads out.</param>
/// <param name="FreezeVision">Leaves the vision tower as it is.</param>
/// <param name="LearnTurnEnd">Learns the end of the turn, so that generation stops by itself; the published training leaves it out. Default yes.</param>
/// <param name="AverageFromShare">Share of the run behind which weights are averaged; the mean is the model; 1 for no averaging; default 0.4.</param>
/// <param name="NightsAtATime">Nights drawn from at any time; default 24.</param>
/// <param name="ValidateEvery">Windows between validations; default 4,500.</param>
/// <param name="Patience">Validations without a better kappa after which training stops; 0 for never.</param>
/// <param name="Recompute">Keeps layer inputs alone for the backward pass and computes the rest twice: less memory, a little more time.</param>
/// <param name="Precision">What the model computes in; weights are float32 copies in any case.</param>
/// <param name="Seed">Seed of weights, nights, order and dropout; default 42.</param>
public sealed record TrainingSettings(
    TrainingPhase Phase = TrainingPhase.Sft, long Windows = 45_000, int BatchRuns = 6, int RunLength = 3, int Accumulate = 1,
    double PeakLearningRate = 1e-3, double PatchRate = 1, bool CentrePatches = false, double WarmUpShare = 0.03, RateDecay Decay = RateDecay.Cosine, double WeightDecay = 0.1, double ClipNorm = 1.0,
    double FineShare = 0.25, double QuestionShare = 0, double StageWeight = 6, double PerceptionWeight = 0.5, bool FreezeVision = false, bool LearnTurnEnd = true,
    double AverageFromShare = 0.4, int NightsAtATime = 24, long ValidateEvery = 4_500, int Patience = 0, bool Recompute = false,
    TrainingPrecision Precision = TrainingPrecision.Float32, ulong Seed = 42)
{
    private static readonly double GoldenRatio = (Math.Sqrt(5) - 1) / 2;

    /// <summary>Windows of a step.</summary>
    public int StepWindows => BatchRuns * RunLength * Accumulate;

    /// <summary>Steps of the run.</summary>
    public long Steps => (Windows + StepWindows - 1) / StepWindows;

    /// <summary>Steps between validations.</summary>
    public long ValidateEverySteps => Math.Max(1, ValidateEvery / StepWindows);

    /// <summary>First step behind which weights are averaged.</summary>
    public long AverageFromStep => (long)Math.Ceiling(AverageFromShare * Steps);

    /// <summary>What a step asks: shares are kept evenly over the run.</summary>
    public TurnKind KindOf(long step)
    {
        var at = (step + 0.5) * GoldenRatio % 1;
        return at < FineShare ? TurnKind.Fine : at < FineShare + QuestionShare ? TurnKind.Question : TurnKind.Coarse;
    }

    /// <summary>Learning rate of a step: linear warm-up, then down to 0.</summary>
    public double LearningRateAt(long step)
    {
        var warmUp = Math.Max(1, (long)(WarmUpShare * Steps));
        if (step < warmUp) return PeakLearningRate * (step + 1) / warmUp;
        var left = 1 - (double)(step - warmUp) / Math.Max(1, Steps - warmUp);
        return PeakLearningRate * (Decay == RateDecay.Linear ? left : 0.5 - 0.5 * Math.Cos(Math.PI * left));
    }

    /// <summary>Every setting as the option that sets it and its value as text; a run is continued only with the same.</summary>
    public IReadOnlyDictionary<string, string> Described()
    {
        static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
        return new Dictionary<string, string>
        {
            ["train"] = Phase.ToString().ToLowerInvariant(), ["--windows"] = Text(Windows), ["--batch"] = Text(BatchRuns), ["--stretch"] = Text(RunLength),
            ["--accumulate"] = Text(Accumulate), ["--learning-rate"] = Text(PeakLearningRate), ["--patch-rate"] = Text(PatchRate), ["--centre-patches"] = CentrePatches ? "yes" : "no", ["--warm-up"] = Text(WarmUpShare),
            ["--schedule"] = Decay.ToString().ToLowerInvariant(), ["--weight-decay"] = Text(WeightDecay), ["--clip"] = Text(ClipNorm),
            ["--fine-share"] = Text(FineShare), ["--question-share"] = Text(QuestionShare), ["--stage-weight"] = Text(StageWeight),
            ["--perception-weight"] = Text(PerceptionWeight), ["--freeze-vision"] = FreezeVision ? "yes" : "no", ["--learn-turn-end"] = LearnTurnEnd ? "yes" : "no",
            ["--average-from"] = Text(AverageFromShare), ["--nights"] = Text(NightsAtATime), ["--validate-every"] = Text(ValidateEvery),
            ["--patience"] = Text(Patience), ["--recompute"] = Recompute ? "yes" : "no", ["--precision"] = Precision.ToString().ToLowerInvariant(), ["--seed"] = Text(Seed),
        };
    }

    /// <summary>Returns itself, or says which value makes no sense.</summary>
    /// <exception cref="SleepVlmException">A value is out of range.</exception>
    public TrainingSettings Validated()
    {
        Require(Windows >= 1, "--windows", "at least 1");
        Require(BatchRuns is >= 1 and <= 1024, "--batch", "from 1 to 1024");
        Require(RunLength is >= 1 and <= 64, "--stretch", "from 1 to 64");
        Require(Accumulate is >= 1 and <= 1024, "--accumulate", "from 1 to 1024");
        Require(PeakLearningRate is > 0 and < 1, "--learning-rate", "above 0 and below 1");
        Require(PatchRate is > 0 and <= 1, "--patch-rate", "above 0 and at most 1");
        Require(WarmUpShare is >= 0 and < 1, "--warm-up", "from 0 to below 1");
        Require(WeightDecay is >= 0 and < 1, "--weight-decay", "from 0 to below 1");
        Require(ClipNorm > 0, "--clip", "above 0");
        Require(FineShare >= 0 && QuestionShare >= 0 && FineShare + QuestionShare <= 1, "--fine-share and --question-share", "0 or more and together at most 1");
        Require(StageWeight > 0, "--stage-weight", "above 0");
        Require(PerceptionWeight >= 0, "--perception-weight", "0 or more");
        Require(AverageFromShare is >= 0 and <= 1, "--average-from", "from 0 to 1");
        Require(NightsAtATime is >= 1 and <= 256, "--nights", "from 1 to 256");
        Require(ValidateEvery >= 1, "--validate-every", "at least 1");
        Require(Patience >= 0, "--patience", "0 or more");
        Require(Phase == TrainingPhase.Sft || PerceptionWeight > 0, "--perception-weight", "above 0: perception is all that pre-training learns");
        Require(Phase == TrainingPhase.Sft || !FreezeVision, "--freeze-vision", "left out: the vision tower is all that pre-training teaches");
        return this;

        static void Require(bool good, string what, string range)
        {
            if (!good) throw new SleepVlmException($"{what} must be {range}");
        }
    }
}

/// <summary>What a training run teaches.</summary>
public enum TrainingPhase
{
    /// <summary>Waveform-perceptual pre-training: to see band powers and amplitudes in single pictures. Needs no labels.</summary>
    Wpt,
    /// <summary>Supervised fine-tuning: stage, rules and rationale of windows.</summary>
    Sft,
}

/// <summary>How the learning rate falls after warm-up.</summary>
public enum RateDecay
{
    /// <summary>Along a half cosine.</summary>
    Cosine,
    /// <summary>Along a line, as published.</summary>
    Linear,
}

/// <summary>What a model computes in while it learns.</summary>
public enum TrainingPrecision
{
    /// <summary>bfloat16.</summary>
    Bf16,
    /// <summary>float32.</summary>
    Float32,
}

/// <summary>Which precision suits a device.</summary>
public static class TrainingPrecisions
{
    /// <summary>bfloat16 on CUDA and on processors whose matrix products have it; elsewhere libtorch multiplies bfloat16 without vectors, about fifteen times slower than float32.</summary>
    public static TrainingPrecision For(TorchSharp.torch.Device device) =>
        device.type == TorchSharp.DeviceType.CUDA || Precision.HasFastHalves ? TrainingPrecision.Bf16 : TrainingPrecision.Float32;
}
