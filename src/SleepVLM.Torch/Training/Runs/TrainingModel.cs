using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Staging;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>A model that is being trained, with its vocabulary, its questions and its card; owns the weights.</summary>
public sealed class TrainingModel : IDisposable
{
    private readonly TrainingJob _job;

    private TrainingModel(TrainingJob job, Qwen25Vl model, BpeTokenizer tokenizer, ModelCard card, TrainingPrompts prompts)
    {
        (_job, Model, Tokenizer, Card, Prompts) = (job, model, tokenizer, card, prompts);
        Adapter = job.Lora is { } lora ? new TrainableAdapter(model, lora) : null;
        Grid = ImagePatches.GridOf(job.Style.WidthPx, job.Style.HeightPx, model.Config.Vision);
        Turns = new TurnMaker(tokenizer, model.Config, Grid, prompts, Format, job.Settings.LearnTurnEnd);
        Heads = job.Settings.PerceptionWeight > 0 ? new PerceptionHeads(model.Config, Grid) : null;
        if (Heads is not null && job.From is not null && new TrainingFolder(job.From).HeadsPath is var earlier && File.Exists(earlier)) HeadFiles.Load(earlier, Heads);
        Heads?.to(model.Device, model.Dtype);
    }

    /// <summary>The weights.</summary>
    public Qwen25Vl Model { get; }

    /// <summary>Teach perception; null where they are left out.</summary>
    public PerceptionHeads? Heads { get; }

    /// <summary>Learns in place of the weights; null where they learn themselves.</summary>
    public TrainableAdapter? Adapter { get; }

    /// <summary>The vocabulary.</summary>
    public BpeTokenizer Tokenizer { get; }

    /// <summary>What it is asked and answers.</summary>
    public ModelCard Card { get; }

    /// <summary>The questions.</summary>
    public TrainingPrompts Prompts { get; }

    /// <summary>Words questions and answers.</summary>
    public TurnMaker Turns { get; }

    /// <summary>Patches of a picture.</summary>
    public GridThw Grid { get; }

    /// <summary>Layout of its answers.</summary>
    public AnswerFormat Format => new(Card.AnswerKeys, Card.Fenced);

    /// <summary>Loads the model to go on with: the one a run begins from, or the one it made from nothing.</summary>
    /// <param name="job">The run.</param>
    /// <param name="device">Where it is trained.</param>
    /// <exception cref="SleepVlmException">A file is missing or damaged.</exception>
    public static TrainingModel Load(TrainingJob job, Device device)
    {
        var folder = job.From ?? job.Output;
        var config = Qwen25VlConfig.Read(folder);
        var tokenizer = BpeTokenizer.FromPretrained(folder);
        var card = ModelCard.Read(folder);
        var prompts = TrainingPrompts.Load(job.PromptFolder, job.Prompt ?? card?.Prompt ?? "stage-epoch", job.Rules.ToPromptText());
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(job.Output)));
        card = (card ?? ModelCard.Reference(name, prompts.StageTemplate)) with
        {
            Name = name, Prompt = prompts.StageTemplate.Name, PromptSha256 = prompts.StageTemplate.Sha256, RenderStyle = job.Style.Name, RulesMayBeEmpty = true,
        };
        var model = ModelFiles.Load(folder, config, device, job.Settings.Precision == TrainingPrecision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32);
        model.train();
        manual_seed((long)job.Settings.Seed);
        return new TrainingModel(job, model, tokenizer, card, prompts);
    }

    /// <summary>Makes a small model from nothing and writes it into the output folder.</summary>
    public static void Create(TrainingJob job, Action<string> note, CancellationToken cancellationToken)
    {
        var prompts = TrainingPrompts.Load(job.PromptFolder, job.Prompt ?? NanoModel.Prompt, job.Rules.ToPromptText());
        note($"vocabulary: up to {job.VocabularySize} tokens from the answers to {SmallVocabulary.Nights} simulated nights");
        var tokenizer = SmallVocabulary.Train(prompts, job.VocabularySize, cancellationToken);
        var config = NanoModel.Config(tokenizer);
        manual_seed((long)job.Settings.Seed);
        using var scope = NewDisposeScope();
        using var model = new Qwen25Vl(config);
        WeightInitializer.Initialize(model);
        TokenizerWriter.Write(tokenizer.Vocabulary, job.Output);
        new ModelCard(NanoModel.Name, prompts.StageTemplate.Name, prompts.StageTemplate.Sha256, job.Style.Name, NanoModel.AnswerKeys, Fenced: false, RulesMayBeEmpty: true).Write(job.Output);
        ModelFiles.Save(job.Output, config, model.named_parameters().Select(p => (p.name, (Tensor)p.parameter)), new Dictionary<string, string>());
    }

    /// <summary>The weights that learn, by name.</summary>
    public IEnumerable<(string Name, TorchSharp.Modules.Parameter Parameter)> Learning()
    {
        var own = Model.named_parameters().Where(p => p.name.StartsWith("model.visual.", StringComparison.Ordinal)
            ? !_job.Settings.FreezeVision
            : _job.Settings.Phase == TrainingPhase.Sft);
        return (Adapter is null ? own : Adapter.Parameters).Concat(Heads?.named_parameters() ?? []);
    }

    /// <summary>Stages windows with the weights as they are.</summary>
    public IEnumerable<SleepStage?> Stage(IEnumerable<WindowQuestion> windows, CancellationToken cancellationToken)
    {
        var rules = Enum.GetValues<SleepStage>().ToDictionary(
            stage => stage,
            stage => (IReadOnlyList<string>)[.. _job.Rules.Ids.Where(id => _job.Rules.StagesOf(id).Contains(stage)).Select(id => id.Value)]);
        var coarse = Format.WithoutProse;
        var grammar = AnswerGrammar.Create(Tokenizer, new AnswerShape(coarse.Keys, coarse.Fenced, rules, Card.RulesMayBeEmpty), Model.Config.VocabSize);
        return new StageReader(Model, Turns.StageQuestion(RationaleDetail.Stage), grammar).Stage(windows, cancellationToken);
    }

    /// <summary>Writes what was learnt: the model as users load it, or the adapter alone.</summary>
    /// <param name="folder">Made when missing.</param>
    /// <param name="learnt">The weights that learn, by name; all others are as they were.</param>
    /// <param name="metadata">How it came about.</param>
    public void Write(string folder, IEnumerable<(string Name, Tensor Weight)> learnt, IReadOnlyDictionary<string, string> metadata)
    {
        if (Adapter is not null)
        {
            Adapter.Save(folder, Path.GetFullPath(_job.From!), learnt);
            Card.Write(folder);
            return;
        }

        Directory.CreateDirectory(folder);
        TokenizerWriter.Write(Tokenizer.Vocabulary, folder);
        Card.Write(folder);
        var byName = learnt.ToDictionary(weight => weight.Name, weight => weight.Weight);
        ModelFiles.Save(
            folder, Model.Config, Model.named_parameters().Select(p => (p.name, byName.GetValueOrDefault(p.name, p.parameter))), metadata);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        Adapter?.Dispose();
        Heads?.Dispose();
    }
}
