using SleepVLM.Contracts;
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
    private readonly Qwen25Vl _model;
    private readonly BpeTokenizer _tokenizer;
    private readonly ModelCard _card;
    private readonly PromptTemplate _prompt;
    private readonly RuleBook _rules;

    private LoadedModel(Qwen25Vl model, BpeTokenizer tokenizer, ModelCard card, PromptTemplate prompt, RuleBook rules, string sha256, bool hasCard)
    {
        (_model, _tokenizer, _card, _prompt, _rules) = (model, tokenizer, card, prompt, rules);
        OwnCard = hasCard ? card : null;
        Identity = new ModelIdentity(card.Name, sha256, prompt.Name, prompt.Sha256, TensorPlan.ParameterCount(model.Config));
    }

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
        var card = parts.ReadCard();
        var prompt = setting.PromptFile is { } file
            ? PromptTemplate.LoadFile(file, setting.PromptFolder)
            : PromptTemplate.Load(setting.PromptFolder, card?.Prompt ?? PromptTemplate.PublishedTurn);
        if (card is not null && card.PromptSha256 != prompt.Sha256 && setting.PromptFile is not null)
            throw new SleepVlmException($"--prompt {setting.PromptFile}: {card.Name} was trained with the prompt {card.Prompt} and knows no other; leave --prompt out");
        if (card is not null && card.PromptSha256 != prompt.Sha256)
            throw new SleepVlmException($"{folder}: was trained with another version of the prompt {prompt.Name}; restore prompts/{prompt.Name}.yaml or train again");
        var hasCard = card is not null;
        card ??= ModelCard.Reference(parts.Name, prompt.Sha256);
        var tokenizer = BpeTokenizer.FromPretrained(parts.Tokenizer);
        TokenizerCheck.Require(tokenizer, config, parts.Tokenizer);
        var model = ModelFiles.Load(parts.Base, config, Devices.Parse(setting.Device));
        if (parts.HasAdapter) PutOn(model, parts.Path);
        return new LoadedModel(model, tokenizer, card, prompt, setting.Rules, parts.Sha256(), hasCard);
    }

    // Added to the weights it costs nothing more; packed weights cannot be added to.
    private static void PutOn(Qwen25Vl model, string folder)
    {
        using var adapter = AdapterFiles.Open(folder);
        if (model.modules().Any(module => module is PackedLinear)) LoraAdapter.Attach(model, adapter);
        else LoraAdapter.Merge(model, adapter);
    }

    public WindowBatchDecoder CreateDecoder(EpochImage example, AnswerOptions options)
    {
        var grid = ImagePatches.GridOf(example.WidthPx, example.HeightPx, _model.Config.Vision);
        var tokens = grid.PatchCount / (_model.Config.Vision.SpatialMergeSize * _model.Config.Vision.SpatialMergeSize);
        var ids = PromptTokens.Create(_tokenizer, StagePrompt.Render(_prompt, _rules.ToPromptText(), options.Detail), tokens);
        var prompt = WindowPrompt.Create(ids, [grid, grid, grid], _model.Config);
        var keys = options.Detail == RationaleDetail.Full ? _card.AnswerKeys : [.. _card.AnswerKeys.Where(key => key != AnswerFormat.ReasoningText)];
        var grammar = AnswerGrammar.Create(_tokenizer, new AnswerShape(keys, _card.Fenced, RulesByStage(), _card.RulesMayBeEmpty));
        var longest = Math.Min(options.MaxTokens, _prompt.MaxTokens);
        if (longest < grammar.MostTokensWithoutProse)
            throw new SleepVlmException($"{_prompt.Name}: {longest} tokens are too few for an answer; allow at least {grammar.MostTokensWithoutProse}");
        return new WindowBatchDecoder(_model, prompt, grammar, longest);
    }

    public WindowAnswer ToAnswer(EpochIndex target, Sequence sequence) =>
        new(target, _tokenizer.Decode([.. sequence.Tokens]), sequence.Truncated, sequence.Hypnodensity, sequence.Tokens.Count);

    private Dictionary<SleepStage, IReadOnlyList<string>> RulesByStage() => Enum.GetValues<SleepStage>().ToDictionary(
        stage => stage,
        stage => (IReadOnlyList<string>)[.. _rules.Ids.Where(id => _rules.StagesOf(id).Contains(stage)).Select(id => id.Value)]);

    public void Dispose() => _model.Dispose();
}
