using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Adapters;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Generation;

/// <summary>A checkpoint with everything that belongs to it. Used on the model's thread alone.</summary>
internal sealed class LoadedModel : IDisposable
{
    // The pictures of a night, as long as a picture takes half a megabyte, as it does for the published models.
    private const long KeptPictureBytes = 512L << 20;

    // A token takes 3 kB in nano and a window some hundred tokens: the windows of two nights.
    private const long KeptWindowBytes = 768L << 20;

    private readonly Qwen25Vl _model;
    private readonly BpeTokenizer _tokenizer;
    private readonly ModelCard _card;
    private readonly RuleBook _rules;
    private readonly PictureTokens _pictures;
    private readonly ReadWindows _read = new(KeptWindowBytes);

    private LoadedModel(Qwen25Vl model, BpeTokenizer tokenizer, ModelPrompt prompt, RuleBook rules, string sha256)
    {
        (_model, _tokenizer, _card, Prompt, _rules) = (model, tokenizer, prompt.Card, prompt.Template, rules);
        _model.Settle();
        _pictures = new PictureTokens(model, KeptPictureBytes);
        OwnCard = prompt.HasOwnCard ? _card : null;
        Identity = new ModelIdentity(_card.Name, sha256, Prompt.Name, Prompt.Sha256, TensorPlan.ParameterCount(model.Config))
        {
            PromptOrigin = Prompt.Origin, RepetitionPenalty = Prompt.Decoding.Penalty, RenderStyle = _card.RenderStyle == RenderStyle.Published ? null : _card.RenderStyle,
        };
    }

    public PromptTemplate Prompt { get; }

    public ModelIdentity Identity { get; }

    public Qwen25Vl Model => _model;

    public BpeTokenizer Tokenizer => _tokenizer;

    /// <summary>The card that came with the model; null where it has none and is taken for a published one.</summary>
    public ModelCard? OwnCard { get; }

    public bool DecidesFirst => _card.AnswerKeys.First(key => key is AnswerFormat.SleepStageKey or AnswerFormat.ReasoningText) == AnswerFormat.SleepStageKey;

    public static LoadedModel Load(string folder, ModelSetting setting)
    {
        var parts = ModelFolder.Of(folder);
        var config = Qwen25VlConfig.Read(parts.Base);
        var prompt = ModelPrompt.Of(parts, setting).Required();
        var tokenizer = BpeTokenizer.FromPretrained(parts.Tokenizer);
        TokenizerCheck.Require(tokenizer, config, parts.Tokenizer);
        var model = ModelFiles.Load(parts.Base, config, Devices.Parse(setting.Device));
        if (parts.HasAdapter) PutOn(model, parts.Path);
        return new LoadedModel(model, tokenizer, prompt, setting.Rules, parts.Sha256());
    }

    /// <summary>A model of the given sizes that knows nothing: it takes the time and the memory of one that does.</summary>
    /// <param name="name">What it is to be called.</param>
    /// <param name="sizes">Sizes; the ids of special tokens are replaced by the vocabulary's.</param>
    /// <param name="vocabulary">Model folder whose vocabulary it speaks.</param>
    /// <param name="setting">Prompts, rules, device.</param>
    public static LoadedModel Random(string name, Qwen25VlConfig sizes, string vocabulary, ModelSetting setting)
    {
        var tokenizer = BpeTokenizer.FromPretrained(vocabulary);
        var config = sizes.Speaking(tokenizer);
        var template = PromptTemplate.Load(setting.PromptFolder, PromptTemplate.PublishedTurn);
        var device = Devices.Parse(setting.Device);
        var model = new Qwen25Vl(config, new WeightStorage(ModelFiles.PrecisionFor(config, device), device));
        Training.WeightInitializer.Initialize(model);
        model.eval();
        return new LoadedModel(model, tokenizer, new ModelPrompt(template, ModelCard.Reference(name, template), HasOwnCard: false, Problem: null), setting.Rules, sha256: "");
    }

    // Added to the weights it costs nothing more; packed weights cannot be added to.
    private static void PutOn(Qwen25Vl model, string folder)
    {
        using var adapter = AdapterFiles.Open(folder);
        if (model.modules().Any(module => module is PackedLinear)) LoraAdapter.Attach(model, adapter);
        else LoraAdapter.Merge(model, adapter);
    }

    public WindowDecoder CreateDecoder(EpochImage example, AnswerOptions options)
    {
        if (options.AskedAgain) _read.Clear();
        var grid = ImagePatches.GridOf(example.WidthPx, example.HeightPx, _model.Config.Vision);
        var tokens = grid.PatchCount / (_model.Config.Vision.SpatialMergeSize * _model.Config.Vision.SpatialMergeSize);
        var ids = PromptTokens.Create(_tokenizer, StagePrompt.Render(Prompt, _rules.ToPromptText(), options.Detail), tokens);
        var prompt = WindowPrompt.Create(ids, [grid, grid, grid], _model.Config);
        var keys = options.Detail == RationaleDetail.Full ? _card.AnswerKeys : [.. _card.AnswerKeys.Where(key => key != AnswerFormat.ReasoningText)];
        var grammar = AnswerGrammar.Create(_tokenizer, new AnswerShape(keys, _card.Fenced, RulesByStage(), _card.RulesMayBeEmpty), _model.Config.VocabSize);
        var longest = Math.Min(options.MaxTokens, Prompt.MaxTokens);
        if (longest < grammar.MostTokensWithoutProse)
            throw new SleepVlmException($"{Prompt.Name}: {longest} tokens are too few for an answer; allow at least {grammar.MostTokensWithoutProse}");
        return new WindowDecoder(_model, _pictures, _read, prompt, grammar, longest, Prompt.Decoding.Penalty ?? 1);
    }

    public WindowAnswer ToAnswer(EpochIndex target, Sequence sequence) =>
        new(target, sequence.IsDone ? _tokenizer.Decode([.. sequence.Tokens]) : AnswerFormat.StageAlone(sequence.Decided!.Value), sequence.Truncated, sequence.Hypnodensity, sequence.Tokens.Count);

    private Dictionary<SleepStage, IReadOnlyList<string>> RulesByStage() => Enum.GetValues<SleepStage>().ToDictionary(
        stage => stage,
        stage => (IReadOnlyList<string>)[.. _rules.Ids.Where(id => _rules.StagesOf(id).Contains(stage)).Select(id => id.Value)]);

    public void Dispose()
    {
        _pictures.Dispose();
        _read.Dispose();
        _model.Dispose();
    }
}
