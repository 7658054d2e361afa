using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Testing;
using SleepVLM.Torch.Answers;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Generation;

/// <summary>The penalty where windows are staged: batches, a shared prefix and a grammar must not change what it does.</summary>
public sealed class RepetitionPenaltyTests : IDisposable
{
    private const int MaxTokens = 90;
    private readonly TinyModelFolder _model = new(withCard: false);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1.05, false)]
    [InlineData(1.6, false)]
    [InlineData(1.6, true)]
    public async Task AnswerAsync_PromptAsksForAPenalty_WritesWhatPlainDecodingWrites(double penalty, bool stageFirst)
    {
        var windows = TinyWindows.Of(3).ToArray();
        var prompt = Prompt(penalty, stageFirst);
        await using var model = await VisionLanguageModel.LoadAsync(_model.Path, TinyModelFolder.Setting with { PromptFile = prompt });
        var answers = new List<WindowAnswer>();
        await foreach (var answer in model.AnswerAsync(windows, new AnswerOptions(MaxTokens: MaxTokens), CancellationToken.None)) answers.Add(answer);
        using var scope = NewDisposeScope();
        var (plain, tokenizer) = Plain(prompt, (float)penalty);
        foreach (var (window, answer) in windows.Zip(answers))
        {
            var (tokens, stages) = plain.Answer(window, MaxTokens);
            Assert.Equal(tokenizer.Decode(tokens), answer.Text);
            Assert.All(Enum.GetValues<SleepStage>(), stage => Assert.Equal(stages[(int)stage], answer.Hypnodensity!.Value[stage], 1e-4));
        }

        Assert.Equal(penalty == 1 ? null : penalty, model.Identity.RepetitionPenalty);
    }

    [Fact]
    public async Task AnswerAsync_StrongerPenalty_RepeatsLess()
    {
        var without = await DistinctTokens(Prompt(1));
        var with = await DistinctTokens(Prompt(1.6));
        Assert.True(with > without, $"{with} different tokens with a penalty, {without} without");
    }

    private async Task<int> DistinctTokens(string prompt)
    {
        await using var model = await VisionLanguageModel.LoadAsync(_model.Path, TinyModelFolder.Setting with { PromptFile = prompt });
        var tokenizer = BpeTokenizer.FromPretrained(_model.Path);
        var distinct = 0;
        await foreach (var answer in model.AnswerAsync(TinyWindows.Of(4), new AnswerOptions(MaxTokens: MaxTokens), CancellationToken.None))
            distinct += tokenizer.Encode(answer.Text, allowSpecial: false).Distinct().Count();
        return distinct;
    }

    private string Prompt(double penalty, bool stageFirst = false)
    {
        var path = _folder.File("prompt.yaml");
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $$$"""
            name: short
            template: |
              <message role="system">Score sleep. N1 N2.</message>
              <message role="user">Before <image>{{$previous}}</image> now <image>{{$target}}</image> after <image>{{$next}}</image></message>
            execution_settings:
              default:
                max_tokens: 200
                repetition_penalty: {{{penalty}}}
            answer:
              keys: [{{{(stageFirst ? "sleep_stage, applicable_rules, reasoning_text" : "reasoning_text, applicable_rules, sleep_stage")}}}]
              fenced: {{{(stageFirst ? "false" : "true")}}}
            """));
        return path;
    }

    private (PlainDecoder Decoder, BpeTokenizer Tokenizer) Plain(string promptFile, float penalty)
    {
        var config = Qwen25VlConfig.Read(_model.Path);
        var tokenizer = BpeTokenizer.FromPretrained(_model.Path);
        var template = PromptTemplate.LoadFile(promptFile, TinyModelFolder.Prompts);
        var grid = ImagePatches.GridOf(448, 224, config.Vision);
        var ids = PromptTokens.Create(tokenizer, StagePrompt.Render(template, "", RationaleDetail.Full), grid.PatchCount / 4);
        var rules = TinyModelFolder.Setting.Rules;
        var byStage = Enum.GetValues<SleepStage>().ToDictionary(
            stage => stage, stage => (IReadOnlyList<string>)[.. rules.Ids.Where(id => rules.StagesOf(id).Contains(stage)).Select(id => id.Value)]);
        var format = StagePrompt.FormatOf(template, RationaleDetail.Full);
        var grammar = AnswerGrammar.Create(tokenizer, new AnswerShape(format.Keys, format.Fenced, byStage));
        return (new PlainDecoder(ModelFiles.Load(_model.Path, config, CPU), WindowPrompt.Create(ids, [grid, grid, grid], config), grammar, penalty), tokenizer);
    }
}
