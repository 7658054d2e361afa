using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.EpochImages;

/// <summary>The signal chain against the filtered signals of the reference pipeline.</summary>
public class GoldenSignalTests
{
    private const double ToleranceMicrovolts = 1e-3;

    [Theory]
    [InlineData("synthetic-256hz")]
    [InlineData("synthetic-missing-channels")]
    public void Prepare_SyntheticRecording_GivesTheReferenceSignals(string name) => Compare(GoldenRecording.Named(name));

    [SharedFact("golden/render/nox-a1-clip")]
    public void Prepare_RealRecording_GivesTheReferenceSignals() => Compare(GoldenRecording.NoxClip);

    private static void Compare(GoldenRecording recording)
    {
        var night = SignalChain.Prepare(recording.Read(), RenderStyle.SleepVlm());
        for (var row = 0; row < recording.Channels.Count; row++)
        {
            var role = recording.Channels[row].Role;
            var expected = recording.Filtered(role);
            var worst = Enumerable.Range(0, expected.Length).Max(i => Math.Abs(expected[i] - night.Channel(row)[i]));
            Assert.True(worst < ToleranceMicrovolts, $"{role}: {worst} uV apart");
            Assert.Equal(expected.Length / 3000, night.EpochCount);
        }

        Assert.All(Enumerable.Range(0, night.EpochCount), epoch => Assert.Null(night.WhyUnscorable(new EpochIndex(epoch))));
    }
}
