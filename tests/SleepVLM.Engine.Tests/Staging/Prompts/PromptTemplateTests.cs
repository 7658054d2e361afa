using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Staging.Prompts;

public sealed class PromptTemplateTests : IDisposable
{
    private const string Good = "name: ask\ntemplate: |\n  <message role=\"user\">See <image>{{$target}}</image> by {{$rule_book}}</message>\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PromptTemplate Load(string text)
    {
        File.WriteAllText(_folder.File("ask.yaml"), text);
        return PromptTemplate.Load(_folder.Path, "ask");
    }

    [Fact]
    public void Render_Template_FillsTextsInAndKeepsPlacesForPictures()
    {
        var message = Assert.Single(Load(Good).Render(new Dictionary<string, string> { ["rule_book"] = "the book" }));
        Assert.Equal("user", message.Role);
        Assert.Equal([new TextPart("See "), new ImagePart("target"), new TextPart(" by the book")], message.Parts);
    }

    [Fact]
    public void Render_VariableWithoutValue_Throws() =>
        Assert.Contains("rule_book", Assert.Throws<SleepVlmException>(() => Load(Good).Render(new Dictionary<string, string>())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("name: other\ntemplate: x\n", "needs 'name: ask'")]
    [InlineData("name: ask\ntemplate: no turns at all\n", "without a <message")]
    [InlineData("name: [ask\n", "not valid YAML")]
    [InlineData("name: &a ask\ntemplate: *a\n", "alias")]
    [InlineData("- a list\n", "YAML")]
    [InlineData("name: ask\nexecution_settings:\n  default:\n    max_tokens: many\ntemplate: x\n", "YAML")]
    [InlineData(Good + "execution_settings:\n  default:\n    max_tokens: 0\n", "max_tokens must be at least 1")]
    [InlineData(Good + "execution_settings:\n  default:\n    temperature: -1\n", "temperature must lie between 0 and 2")]
    [InlineData(Good + "execution_settings:\n  default:\n    top_p: 0\n", "top_p must lie above 0")]
    [InlineData(Good + "execution_settings:\n  default:\n    repetition_penalty: .nan\n", "repetition_penalty must lie above 0")]
    [InlineData(Good + "answer:\n  keys: [sleep_stage, mood]\n", "'mood' is not a key of the answer")]
    [InlineData(Good + "answer:\n  keys: [sleep_stage]\n", "needs sleep_stage and applicable_rules")]
    public void Load_DamagedFile_SaysWhatInOneSentence(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<SleepVlmException>(() => Load(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_DeeplyNested_IsRefused() =>
        Assert.Contains("nested deeper", Assert.Throws<SleepVlmException>(() => Load(new string('[', 100_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_Missing_IsRefused() =>
        Assert.Contains("no such prompt", Assert.Throws<SleepVlmException>(() => PromptTemplate.Load(_folder.Path, "none")).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_SettingsAndAnswer_AreRead()
    {
        var plain = Load(Good);
        Assert.Equal(new DecodingSettings(), plain.Decoding);
        Assert.Null(plain.Answer);
        var full = Load(Good + "execution_settings:\n  default:\n    max_tokens: 9\n    temperature: 0.5\n    top_p: 0.8\n    repetition_penalty: 1.05\nanswer:\n  keys: [sleep_stage, applicable_rules]\n  fenced: true\n");
        Assert.Equal(new DecodingSettings(9, 0.5, 0.8, 1.05), full.Decoding);
        Assert.Equal(["sleep_stage", "applicable_rules"], full.Answer!.Keys);
        Assert.True(full.Answer.Fenced);
    }

    [Fact]
    public void LoadFile_PlainText_IsTheSystemTurnBeforeThePublishedUserTurn()
    {
        File.WriteAllText(_folder.File("fine.txt"), "\uFEFFRules {{$x}} </message>\n");
        var prompt = PromptTemplate.LoadFile(_folder.File("fine.txt"), Path.Combine(Repository.Root, "prompts"));
        Assert.Equal("fine.txt", prompt.Name);
        Assert.Equal(DecodingSettings.Published, prompt.Decoding);
        var turns = StagePrompt.Render(prompt, "the book", RationaleDetail.Full);
        Assert.Equal([new TextPart("Rules {{$x}} </message>\n")], turns[0].Parts);
        Assert.Equal(
            [new TextPart("Preceding epoch N\u20111: "), new ImagePart("previous"), new TextPart("**Target epoch N**: "), new ImagePart("target"), new TextPart("Subsequent epoch N+1: "), new ImagePart("next")],
            turns[1].Parts);
        Assert.Equal(AnswerFormat.Published.Keys, StagePrompt.FormatOf(prompt, RationaleDetail.Full).Keys);
    }

    [Fact]
    public void LoadFile_Unusable_IsRefused()
    {
        File.WriteAllBytes(_folder.File("latin.txt"), [0x41, 0xE9, 0x42]);
        File.WriteAllText(_folder.File("empty.txt"), "");
        foreach (var (name, problem) in new[] { ("latin.txt", "not text in UTF-8"), ("empty.txt", "is empty"), ("none.txt", "no such prompt"), ("none.yaml", "no such prompt") })
            Assert.Contains(problem, Assert.Throws<SleepVlmException>(() => PromptTemplate.LoadFile(_folder.File(name), Path.Combine(Repository.Root, "prompts"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RationaleDetail.Full, true)]
    [InlineData(RationaleDetail.Stage, false)]
    public void Render_PromptForChatModels_SaysHowToAnswer(RationaleDetail detail, bool prose)
    {
        var prompt = PromptTemplate.Load(Path.Combine(Repository.Root, "prompts"), "stage-epoch-chat");
        var system = Assert.IsType<TextPart>(Assert.Single(StagePrompt.Render(prompt, "the book", detail)[0].Parts)).Text;
        Assert.Contains("\"sleep_stage\", one of \"W\", \"N1\", \"N2\", \"N3\", \"R\"", system, StringComparison.Ordinal);
        Assert.Equal(prose, system.Contains("reasoning_text", StringComparison.Ordinal));
    }
}
