using SleepVLM.App.Commands.Evaluate;
using SleepVLM.Contracts;

namespace SleepVLM.App.Tests.Evaluate;

public sealed class NamedModelTests
{
    [Theory]
    [InlineData("nano", "nano", "nano", null)]
    [InlineData("nano@window", "nano@window", "nano", StageContext.Window)]
    [InlineData("runs/step-500/", "step-500", "runs/step-500/", null)]
    [InlineData("mine=runs/best", "mine", "runs/best", null)]
    [InlineData("mine=runs/best@Night", "mine", "runs/best", StageContext.Night)]
    public void ParseAll_NameOrFolder_GetsALabel(string text, string label, string folder, StageContext? context) =>
        Assert.Equal(new NamedModel(label, folder, context), Assert.Single(NamedModel.ParseAll([text])));

    [Theory]
    [InlineData("a/best", "b/best")]
    [InlineData("..", "nano")]
    [InlineData("a/b=c", "nano")]
    public void ParseAll_LabelTwiceOrNone_SaysHowToNameIt(string first, string second) =>
        Assert.Contains("=FOLDER", Assert.Throws<SleepVlmException>(() => NamedModel.ParseAll([first, second])).Message, StringComparison.Ordinal);
}
