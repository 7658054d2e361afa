using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Staging;

public sealed class WaveformAnswerTests
{
    [Fact]
    public void Write_TheReferencesInput_GivesItsTextToTheLetter()
    {
        var golden = JsonDocument.Parse(File.ReadAllBytes(Repository.Golden("qwen/wpt_format.json"))).RootElement;
        var frontal = Enumerable.Range(1, WaveformAnswer.Seconds).Select(s => s == 7 ? null : (double[])[25.42 + s, -0.04, 0.05, -12.345, 5.25]).ToArray();
        var chin = Enumerable.Range(1, WaveformAnswer.Seconds).Select(_ => (double[])[2.449]).ToArray();
        var answer = WaveformAnswer.Write([(ChannelRole.F4, frontal), (ChannelRole.Chin, chin)]);
        Assert.Equal($"```json\n{golden.GetProperty("body").GetString()}\n```", answer);
    }

    [Theory]
    [InlineData(29, 5)]
    [InlineData(30, 1)]
    public void Write_AnotherNumberOfSecondsOrQuantities_IsRefused(int seconds, int quantities) => Assert.Throws<ArgumentException>(
        () => WaveformAnswer.Write([(ChannelRole.C4, Enumerable.Range(0, seconds).Select(_ => new double[quantities]).ToArray())]));
}
