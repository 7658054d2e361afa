using System.Security.Cryptography;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Testing;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Inspection;
using SleepVLM.Torch.Training;

namespace SleepVLM.Torch.Tests.Generation;

/// <summary>Which prompt a model folder is asked with.</summary>
public sealed class ModelPromptTests : IDisposable
{
    private const string Authors = "You are a sleep scorer. {{$no_variable}}\n";
    private readonly TinyModelFolder _model = new(withCard: false);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string> TextNames => [.. ModelPrompt.FileNames.Where(name => !name.EndsWith(".yaml", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(TextNames))]
    public async Task Load_TextInTheFolder_IsTheSystemTurnAndStandsInTheIdentity(string name)
    {
        File.WriteAllText(Path.Combine(_model.Path, name), Authors);
        await using var model = await VisionLanguageModel.LoadAsync(_model.Path, TinyModelFolder.Setting);
        Assert.Equal(
            (name, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_model.Path, name)))), PromptOrigin.ModelFolder, 1.05),
            (model.Identity.Prompt, model.Identity.PromptSha256, model.Identity.PromptOrigin, model.Identity.RepetitionPenalty));
        var turns = StagePrompt.Render(model.Prompt, "rules", RationaleDetail.Full);
        Assert.Equal(("system", Authors), (turns[0].Role, Assert.IsType<TextPart>(Assert.Single(turns[0].Parts)).Text));
        Assert.Equal(1024, model.Prompt.MaxTokens);
        Assert.False(model.DecidesFirst);
        Assert.Equal(2, (await Answers(model)).Count);
    }

    [Fact]
    public void Of_SeveralFiles_TakesTheFirstByName()
    {
        foreach (var name in ModelPrompt.FileNames.Skip(1)) File.WriteAllText(Path.Combine(_model.Path, name), name);
        Assert.Equal(ModelPrompt.FileNames[1], Find().Template.Name);
        File.WriteAllText(Path.Combine(_model.Path, "prompt.yaml"), Yaml("own", "temperature: 0"));
        Assert.Equal(("own", PromptOrigin.ModelFolder), (Find().Template.Name, Find().Template.Origin));
    }

    [Fact]
    public async Task Load_YamlInTheFolder_ItsFormOfAnswerIsKept()
    {
        File.WriteAllText(Path.Combine(_model.Path, "prompt.yaml"), Yaml("own", "temperature: 0"));
        await using var model = await VisionLanguageModel.LoadAsync(_model.Path, TinyModelFolder.Setting);
        Assert.True(model.DecidesFirst);
        Assert.All(await Answers(model), answer => Assert.StartsWith("{\"sleep_stage\"", answer.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_PromptThatTheUserNames_GoesBeforeTheFolders()
    {
        File.WriteAllText(Path.Combine(_model.Path, "system_prompt.md"), Authors);
        File.WriteAllText(_folder.File("mine.txt"), "mine");
        var asked = Find(TinyModelFolder.Setting with { PromptFile = _folder.File("mine.txt") });
        Assert.Equal(("mine.txt", PromptOrigin.User), (asked.Template.Name, asked.Template.Origin));
    }

    [Fact]
    public void Of_ModelWithACard_ItsPromptGoesBeforeTheFolders()
    {
        using var trained = new TinyModelFolder();
        File.WriteAllText(Path.Combine(trained.Path, "system_prompt.md"), Authors);
        var asked = ModelPrompt.Of(ModelFolder.Of(trained.Path), TinyModelFolder.Setting);
        Assert.Equal((NanoModel.Prompt, null, null), (asked.Template.Name, asked.Template.Origin, asked.Problem));
    }

    [Fact]
    public void Of_NoPromptAnywhere_IsOurs() =>
        Assert.Equal((PromptTemplate.PublishedTurn, null), (Find().Template.Name, Find().Template.Origin));

    [Fact]
    public async Task Load_TemperatureAboveZero_SaysThatItIsNotDrawn()
    {
        File.WriteAllText(Path.Combine(_model.Path, "prompt.yaml"), Yaml("own", "temperature: 0.7"));
        var error = await Assert.ThrowsAsync<SleepVlmException>(() => VisionLanguageModel.LoadAsync(_model.Path, TinyModelFolder.Setting));
        Assert.Contains("temperature 0.7, but a model that runs here takes the likeliest token", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_PromptInTheFolder_IsReportedAndCounted()
    {
        var ours = new ModelInspector(TinyModelFolder.Setting).Inspect(_model.Path).Prompt!;
        File.WriteAllText(Path.Combine(_model.Path, "system_prompt.md"), Authors);
        var authors = new ModelInspector(TinyModelFolder.Setting).Inspect(_model.Path).Prompt!;
        Assert.Equal((PromptTemplate.PublishedTurn, false, 512), (ours.Prompt, ours.FromFolder, ours.MaxTokens));
        Assert.Equal(("system_prompt.md", true, 1024), (authors.Prompt, authors.FromFolder, authors.MaxTokens));
        Assert.True(authors.Tokens < ours.Tokens);
    }

    private ModelPrompt Find(ModelSetting? setting = null) => ModelPrompt.Of(ModelFolder.Of(_model.Path), setting ?? TinyModelFolder.Setting);

    private static async Task<List<WindowAnswer>> Answers(VisionLanguageModel model)
    {
        var answers = new List<WindowAnswer>();
        await foreach (var answer in model.AnswerAsync(TinyWindows.Of(2), new AnswerOptions(MaxTokens: 70), CancellationToken.None)) answers.Add(answer);
        return answers;
    }

    private static string Yaml(string name, string setting) => $$$"""
        name: {{{name}}}
        template: |
          <message role="system">Score sleep.</message>
          <message role="user"><image>{{$previous}}</image><image>{{$target}}</image><image>{{$next}}</image></message>
        execution_settings:
          default:
            {{{setting}}}
        answer:
          keys: [sleep_stage, applicable_rules, reasoning_text]
          fenced: false
        """;
}
