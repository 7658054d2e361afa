using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.Engine.Tests.Evaluation.Judging;

public sealed class ChannelSetTests
{
    [Theory]
    [InlineData("all", "F4 C4 O2 LOC ROC Chin")]
    [InlineData("EEG", "F4 C4 O2")]
    [InlineData("eog", "LOC ROC")]
    [InlineData("c4", "C4")]
    [InlineData("loc+C4", "C4 LOC")]
    [InlineData("no-chin", "F4 C4 O2 LOC ROC")]
    [InlineData("no-LOC+ROC", "F4 C4 O2 Chin")]
    public void Parse_Name_KeepsTheseChannels(string name, string roles) => Assert.Equal(roles, string.Join(' ', Assert.Single(ChannelSet.Parse(name)).Roles));

    [Fact]
    public void Parse_EachAndPairs_HideEveryOneAndEveryTwo()
    {
        var sets = ChannelSet.Parse("each,pairs,no-F4");
        Assert.Equal(6 + 15, sets.Count);
        Assert.Equal(["no-F4", "no-C4", "no-O2", "no-LOC", "no-ROC", "no-Chin", "no-F4+C4"], sets.Take(7).Select(set => set.Name));
        Assert.All(sets.Take(6), set => Assert.Equal(5, set.Roles.Count));
        Assert.All(sets.Skip(6), set => Assert.Equal(4, set.Roles.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("F3")]
    [InlineData("no-")]
    [InlineData("no-F4+C4+O2+LOC+ROC+Chin")]
    public void Parse_NoSet_SaysWhichThereAre(string name) => Assert.Contains("--channels", Assert.Throws<SleepVlmException>(() => ChannelSet.Parse(name)).Message, StringComparison.Ordinal);
}
