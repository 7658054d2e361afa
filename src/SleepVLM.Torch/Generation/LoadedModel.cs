using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;
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

    private LoadedModel(Qwen25Vl model, BpeTokenizer tokenizer, ModelCard card, PromptTemplate prompt, RuleBook rules, string sha256)
    {
        (_model, _tokenizer, _card, _prompt, _rules) = (model, tokenizer, card, prompt, rules);
        Identity = new ModelIdentity(card.Name, sha256, prompt.Name, prompt.Sha256, TensorPlan.ParameterCount(model.Config));
    }

    public ModelIdentity Identity { get; }

    public bool DecidesFirst => _card.AnswerKeys.First(key => key is AnswerFormat.SleepStageKey or AnswerFormat.ReasoningText) == AnswerFormat.SleepStageKey;

    public static LoadedModel Load(string folder, ModelSetting setting)
    {
        if (!Directory.Exists(folder)) throw new SleepVlmException($"{folder}: no such model; name one of the shipped models or a folder with config.json");
        var config = Qwen25VlConfig.Read(folder);
        var card = ModelCard.Read(folder);
        var prompt = PromptTemplate.Load(setting.PromptFolder, card?.Prompt ?? "stage-epoch");
        if (card is not null && card.PromptSha256 != prompt.Sha256)
            throw new SleepVlmException($"{folder}: was trained with another version of the prompt {prompt.Name}; restore prompts/{prompt.Name}.yaml or train again");
        card ??= ModelCard.Reference(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), prompt.Sha256);
        var model = ModelFiles.Load(folder, config, Devices.Parse(setting.Device));
        return new LoadedModel(model, BpeTokenizer.FromPretrained(folder), card, prompt, setting.Rules, Checkpoint.Sha256(folder));
    }

    public WindowBatchDecoder CreateDecoder(EpochImage example, AnswerOptions options)
    {
        var grid = ImagePatches.GridOf(example.WidthPx, example.HeightPx, _model.Config.Vision);
        var tokens = grid.PatchCount / (_model.Config.Vision.SpatialMergeSize * _model.Config.Vision.SpatialMergeSize);
        var ids = PromptTokens.Create(_tokenizer, StagePrompt.Render(_prompt, _rules.ToPromptText(), options.Detail), tokens);
        var prompt = WindowPrompt.Create(ids, [grid, grid, grid], _model.Config);
        var keys = options.Detail == RationaleDetail.Full ? _card.AnswerKeys : [.. _card.AnswerKeys.Where(key => key != AnswerFormat.ReasoningText)];
        var grammar = AnswerGrammar.Create(_tokenizer, new AnswerShape(keys, _card.Fenced, RulesByStage()));
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
