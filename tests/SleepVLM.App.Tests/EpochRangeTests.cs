using SleepVLM.Contracts;

namespace SleepVLM.App.Tests;

public class EpochRangeTests
{
    [Theory]
    [InlineData("5", new[] { 5 })]
    [InlineData("100-103", new[] { 100, 101, 102, 103 })]
    [InlineData("1-3,20", new[] { 1, 2, 3, 20 })]
    [InlineData(" 20 , 1 - 3, 2", new[] { 1, 2, 3, 20 })]
    [InlineData("7-7", new[] { 7 })]
    public void Parse_NumbersAndRanges_GivesEachEpochOnceInOrder(string text, int[] numbers) =>
        Assert.Equal(numbers, EpochRange.Parse(text).Select(epoch => epoch.Number));

    [Fact]
    public void Select_NothingAsked_GivesEveryEpoch() =>
        Assert.Equal([1, 2, 3], EpochRange.Select(null, 3).Select(epoch => epoch.Number));

    [Fact]
    public void Select_EpochBeyondTheRecording_IsRefused()
    {
        Assert.Equal([2, 3], EpochRange.Select(EpochRange.Parse("2-3"), 3).Select(epoch => epoch.Number));
        var error = Assert.Throws<SleepVlmException>(() => EpochRange.Select(EpochRange.Parse("2-4"), 3));
        Assert.Contains("no epoch 4; the recording has 3 epochs", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "''")]
    [InlineData("1-", "''")]
    [InlineData("-3", "''")]
    [InlineData("1,,2", "''")]
    [InlineData("one", "'one'")]
    [InlineData("1-2-3", "'2-3'")]
    [InlineData("1.5", "'1.5'")]
    [InlineData("99999999999", "'99999999999'")]
    [InlineData("0", "epoch 0 does not exist")]
    [InlineData("1-2000000", "epoch 2000000 does not exist")]
    [InlineData("9-3", "write 3-9")]
    public void Parse_AnythingElse_SaysWhatIsWrong(string text, string hint)
    {
        var error = Assert.Throws<SleepVlmException>(() => EpochRange.Parse(text));
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
        Assert.Contains($"--epochs {text}", error.Message, StringComparison.Ordinal);
    }
}
