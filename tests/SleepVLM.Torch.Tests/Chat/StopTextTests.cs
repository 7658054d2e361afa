using SleepVLM.Torch.Chat;

namespace SleepVLM.Torch.Tests.Chat;

public sealed class StopTextTests
{
    [Theory]
    [InlineData("one END two", "one ", "END")]
    [InlineData("one EN two", "one EN two", "END")]
    [InlineData("EEND", "E", "END")]
    [InlineData("ababac", "ab", "abac")]
    [InlineData("x; y, z", "x", ",", ";")]
    [InlineData("ends with EN", "ends with EN", "END")]
    public void Append_CharacterByCharacterOrWhole_ShowsTheTextBeforeTheFirstStop(string text, string shown, params string[] stops)
    {
        var whole = new StopText(stops);
        Assert.Equal(shown, whole.Append(text) + (whole.IsStopped ? "" : whole.Finish()));
        var single = new StopText(stops);
        var came = "";
        foreach (var character in text)
        {
            came += single.Append(character.ToString());
            if (single.IsStopped) break;
        }

        Assert.Equal(shown, came + (single.IsStopped ? "" : single.Finish()));
        Assert.Equal(shown != text, single.IsStopped);
    }

    [Fact]
    public void Append_NothingThatCouldBecomeAStop_IsShownAtOnce() => Assert.Equal("plain", new StopText(["END"]).Append("plain"));
}
