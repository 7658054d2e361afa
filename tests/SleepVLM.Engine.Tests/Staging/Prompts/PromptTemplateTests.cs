using SleepVLM.Contracts;
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
    public void Load_DamagedFile_SaysWhatInOneSentence(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<SleepVlmException>(() => Load(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_DeeplyNested_IsRefused() =>
        Assert.Contains("nested deeper", Assert.Throws<SleepVlmException>(() => Load(new string('[', 100_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_Missing_IsRefused() =>
        Assert.Contains("no such prompt", Assert.Throws<SleepVlmException>(() => PromptTemplate.Load(_folder.Path, "none")).Message, StringComparison.Ordinal);
}
