using SleepVLM.App.Commands.Evaluate;
using SleepVLM.Contracts;

namespace SleepVLM.App.Tests.Evaluate;

public sealed class SeedRangeTests
{
    [Theory]
    [InlineData("7", new[] { 7 })]
    [InlineData("9100-9102", new[] { 9100, 9101, 9102 })]
    [InlineData("5, 1-2,2", new[] { 1, 2, 5 })]
    public void Parse_NumbersAndRanges_GivesEachSeedOnce(string text, int[] seeds) => Assert.Equal(seeds, SeedRange.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("3-1")]
    [InlineData("1-")]
    [InlineData("0-2000000000")]
    public void Parse_NoSeeds_SaysSo(string text) =>
        Assert.StartsWith($"--simulate {text}:", Assert.Throws<SleepVlmException>(() => SeedRange.Parse(text)).Message, StringComparison.Ordinal);
}
