using System.CommandLine;
using SleepVLM.Torch.Training;
using static TorchSharp.torch;

namespace SleepVLM.App.Commands.Train;

/// <summary>The options that shape a run's numbers, with their defaults.</summary>
internal sealed class TrainOptions
{
    private readonly TrainingPhase _phase;
    private readonly Option<long> _windows, _validateEvery;
    private readonly Option<int> _batch, _stretch, _accumulate, _nights, _patience;
    private readonly Option<double> _rate, _patchRate, _warmUp, _weightDecay, _clip, _fineShare, _questionShare, _stageWeight, _perceptionWeight, _averageFrom;
    private readonly Option<bool> _centrePatches, _freezeVision, _recompute;
    private readonly Option<string> _learnTurnEnd;
    private readonly Option<RateDecay> _schedule;
    private readonly Option<string> _precision;
    private readonly Option<ulong> _seed;

    public TrainOptions(TrainingPhase phase)
    {
        _phase = phase;
        var defaults = Defaults(phase);
        var unit = phase == TrainingPhase.Sft ? "windows of three epochs" : "pictures";
        _windows = Number("--windows", $"How many {unit} to learn from in all.", defaults.Windows);
        _batch = Number("--batch", $"Stretches of neighbouring {unit} in a batch, from different nights.", defaults.BatchRuns);
        _stretch = Number("--stretch", $"Neighbouring {unit} in a stretch.", defaults.RunLength);
        _accumulate = Number("--accumulate", "Batches whose gradients add up to one step.", defaults.Accumulate);
        _rate = Number("--learning-rate", "Highest learning rate.", defaults.PeakLearningRate);
        _patchRate = Number("--patch-rate", "Share of the rate that the patch projection learns at; each of its outputs sums thousands of pixels, so that the large ones of small models need less.", defaults.PatchRate);
        _centrePatches = new Option<bool>("--centre-patches") { Description = "Take the mean off the gradient of each kernel of the patch projection, so that the black ground of pictures teaches nothing; for small models." };
        _warmUp = Number("--warm-up", "Share of the run in which the rate rises.", defaults.WarmUpShare);
        _schedule = Number("--schedule", "How the rate then falls to 0: cosine, or linear as published.", defaults.Decay);
        _weightDecay = Number("--weight-decay", "AdamW's weight decay, on matrices only.", defaults.WeightDecay);
        _clip = Number("--clip", "Largest gradient norm.", defaults.ClipNorm);
        _fineShare = Number("--fine-share", "Share of steps that teach full rationales (slow); the others teach stage and rules.", defaults.FineShare);
        _questionShare = Number("--question-share", "Share of steps that teach short questions about the pictures.", defaults.QuestionShare);
        _stageWeight = Number("--stage-weight", "Weight of the tokens that name the stage; 1 as published.", defaults.StageWeight);
        _perceptionWeight = Number("--perception-weight", "Weight of the heads that teach perception; 0 leaves them out.", defaults.PerceptionWeight);
        _averageFrom = Number("--average-from", "Share of the run behind which weights are averaged; 1 for no averaging.", defaults.AverageFromShare);
        _nights = Number("--nights", "Nights drawn from at a time, about 70 MB each.", defaults.NightsAtATime);
        _validateEvery = Number("--validate-every", "Windows between validations.", defaults.ValidateEvery);
        _patience = Number("--patience", "Stop after so many validations without a better kappa; 0 for never.", defaults.Patience);
        _freezeVision = new Option<bool>("--freeze-vision") { Description = "Leave the vision tower as it is." };
        _recompute = new Option<bool>("--recompute") { Description = "Compute layers twice instead of keeping what is in them: less memory, a little more time." };
        _learnTurnEnd = Number("--learn-turn-end", "Learn where an answer ends: yes, or no as published.", "yes");
        _learnTurnEnd.AcceptOnlyFromAmong("yes", "no");
        _precision = Number("--precision", "What the model computes in: bf16, float32, or auto (bf16 where the device is fast in it).", "auto");
        _precision.AcceptOnlyFromAmong("auto", "bf16", "float32");
        _seed = Number("--seed", "Seed of weights, nights, order and dropout.", defaults.Seed);
    }

    /// <summary>All of them, those of the other phase left out.</summary>
    public IEnumerable<Option> All =>
    [
        _windows, _batch, _stretch, _accumulate, _rate, _patchRate, _centrePatches, _warmUp, _schedule, _weightDecay, _clip,
        .. _phase == TrainingPhase.Sft ? (Option[])[_fineShare, _questionShare, _stageWeight, _perceptionWeight, _learnTurnEnd, _freezeVision, _validateEvery, _patience] : [],
        _averageFrom, _nights, _recompute, _precision, _seed,
    ];

    /// <summary>The settings that a command line asks for.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="device">Where the model will be trained.</param>
    /// <exception cref="SleepVLM.Contracts.SleepVlmException">A value is out of range.</exception>
    public TrainingSettings Read(ParseResult parse, Device device)
    {
        var settings = Defaults(_phase) with
        {
            Windows = parse.GetValue(_windows), BatchRuns = parse.GetValue(_batch), RunLength = parse.GetValue(_stretch), Accumulate = parse.GetValue(_accumulate),
            PeakLearningRate = parse.GetValue(_rate), PatchRate = parse.GetValue(_patchRate), CentrePatches = parse.GetValue(_centrePatches), WarmUpShare = parse.GetValue(_warmUp), Decay = parse.GetValue(_schedule),
            WeightDecay = parse.GetValue(_weightDecay), ClipNorm = parse.GetValue(_clip), AverageFromShare = parse.GetValue(_averageFrom),
            NightsAtATime = parse.GetValue(_nights), Recompute = parse.GetValue(_recompute), Precision = PrecisionOf(parse.GetValue(_precision)!, device), Seed = parse.GetValue(_seed),
        };
        if (_phase == TrainingPhase.Sft)
            settings = settings with
            {
                FineShare = parse.GetValue(_fineShare), QuestionShare = parse.GetValue(_questionShare), StageWeight = parse.GetValue(_stageWeight),
                PerceptionWeight = parse.GetValue(_perceptionWeight), LearnTurnEnd = parse.GetValue(_learnTurnEnd) == "yes",
                FreezeVision = parse.GetValue(_freezeVision), ValidateEvery = parse.GetValue(_validateEvery), Patience = parse.GetValue(_patience),
            };
        return settings.Validated();
    }

    private static TrainingPrecision PrecisionOf(string name, Device device) => name switch
    {
        "bf16" => TrainingPrecision.Bf16,
        "float32" => TrainingPrecision.Float32,
        _ => TrainingPrecisions.For(device),
    };

    private static TrainingSettings Defaults(TrainingPhase phase) => phase == TrainingPhase.Sft
        ? new TrainingSettings()
        : new TrainingSettings(TrainingPhase.Wpt, Windows: 20_000, BatchRuns: 8, RunLength: 1, PeakLearningRate: 8e-4, PatchRate: 0.1, PerceptionWeight: 1);

    private static Option<T> Number<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };
}
