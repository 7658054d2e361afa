using SleepVLM.Contracts;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Tests.Recordings;

namespace SleepVLM.Engine.Tests.Montages;

public sealed class ChannelMappingTests : RecordingTest
{
    [Theory]
    [InlineData("Chin=1-2", ChannelRole.Chin, "1-2")]
    [InlineData("chin = 1-2 ", ChannelRole.Chin, "1-2")]
    [InlineData("f4=A=B", ChannelRole.F4, "A=B")]
    public void Parse_RoleAndSignal_AreRead(string text, ChannelRole role, string signal) =>
        Assert.Equal(new ChannelMapping(role, signal), ChannelMapping.Parse(text));

    [Theory]
    [InlineData("Chin")]
    [InlineData("=1-2")]
    [InlineData("Chin=")]
    [InlineData("Leg=1-2")]
    [InlineData("5=1-2")]
    public void Parse_Malformed_SaysHowToWriteIt(string text) =>
        Assert.Contains("--map Chin=1-2", Assert.Throws<SleepVlmException>(() => ChannelMapping.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void ParseAll_RoleTwice_IsRefused() =>
        Assert.Throws<SleepVlmException>(() => ChannelMapping.ParseAll(["F4=a", "F4=b"]));

    [Fact]
    public void Resolve_ExactLabel_WinsOverSubtraction()
    {
        var channel = Resolve("Chin=1-2", "1", "2", "1-2");
        Assert.Equal(["1-2"], channel.Labels);
        Assert.Equal((ChannelOrigin.Mapped, "1-2"), (channel.Origin, channel.Derivation.ToString()));
    }

    [Theory]
    [InlineData("Chin=1-2", "1", "2")]
    [InlineData("F4=EEG F4-A-M1", "EEG F4-A", "M1")]
    [InlineData("F4=eeg f4 - m1", "EEG F4", "M1")]
    public void Resolve_TwoLabels_AreSubtracted(string mapping, string first, string second)
    {
        var channel = Resolve(mapping, "other", first, second);
        Assert.Equal([first, second], channel.Labels);
        Assert.Contains($"'{first}' minus '{second}'", channel.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_UnknownLabel_ListsTheNearest()
    {
        var error = Assert.Throws<SleepVlmException>(() => Resolve("Chin=Chim 1", "Snore", "Chin 1", "ECG", "Chin 2", "Light", "Thorax", "Abdomen"));
        Assert.Contains("nearest labels are 'Chin 1', 'Chin 2'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Resolve_SignalOfWhichNoTraceCanBeMade_SaysWhy()
    {
        var recording = Open(new EdfBuilder().With("env", 1).With("SpO2", 200, "%").With("flat", 200).With("A", 200).With("B", 100).Set("physicalMaximum", "-1000", 2));
        string Message(string mapping) =>
            Assert.Throws<SleepVlmException>(() => MontageResolver.Resolve(recording, new MontageOptions(ChannelMapping.Parse(mapping)))).Message;
        Assert.Contains("sampled at 1 Hz", Message("Chin=env"), StringComparison.Ordinal);
        Assert.Contains("'%' is not a voltage", Message("F4=SpO2"), StringComparison.Ordinal);
        Assert.Contains("physical minimum equals", Message("F4=flat"), StringComparison.Ordinal);
        Assert.Contains("only equal rates", Message("F4=A-B"), StringComparison.Ordinal);
    }

    private MontageChannel Resolve(string mapping, params string[] labels)
    {
        var builder = new EdfBuilder();
        foreach (var label in labels) builder.With(label, 200);
        var parsed = ChannelMapping.Parse(mapping);
        return MontageResolver.Resolve(Open(builder), new MontageOptions(parsed)).Montage.Channels.Single(channel => channel.Role == parsed.Role);
    }
}
