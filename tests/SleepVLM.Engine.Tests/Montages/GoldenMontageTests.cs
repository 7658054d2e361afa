using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Tests.EpochImages;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Montages;

/// <summary>Reader, resolver, units and signal chain together give what the reference pipeline made of the same files.</summary>
public class GoldenMontageTests
{
    [Theory]
    [InlineData("synthetic-256hz")]
    [InlineData("synthetic-missing-channels")]
    public void Resolve_SyntheticRecording_GivesTheReferenceSignals(string name) => Compare(GoldenRecording.Named(name));

    [SharedFact("golden/render/nox-a1-clip")]
    public void Resolve_NoxClipWithChinMapped_GivesTheReferenceSignals() => Compare(GoldenRecording.NoxClip, "Chin=1-2");

    private static void Compare(GoldenRecording golden, params string[] maps)
    {
        using var recording = Recording.Open(golden.EdfPath);
        var signals = MontageResolver.Resolve(recording, new MontageOptions(ChannelMapping.ParseAll(maps)));
        Assert.Equal(golden.Channels.Select(channel => channel.Role), signals.Montage.Channels.Select(channel => channel.Role));
        var night = SignalChain.Prepare(signals, RenderStyle.SleepVlm());
        for (var row = 0; row < golden.Channels.Count; row++)
        {
            var expected = golden.Filtered(golden.Channels[row].Role);
            var actual = night.Channel(row).ToArray();
            Assert.Equal(expected.Length, actual.Length);
            Assert.InRange(expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-3);
        }
    }
}
