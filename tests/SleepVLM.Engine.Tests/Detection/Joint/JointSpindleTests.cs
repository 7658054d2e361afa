using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Joint;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Tests.Rules.Measurements;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Detection.Joint;

public class JointSpindleTests
{
    private const int RateHz = 100;

    [Theory]
    [InlineData(3.5, false)]
    [InlineData(3.7, true)]
    public void Confirmed_AsMuchAsTheDerivationsSayTogether(double value, bool expected) => Assert.Equal(expected, Confirms(value, background: 1, onset: 100));

    [Fact]
    public void Confirmed_EvidenceElsewhere_DoesNotCount() => Assert.False(Confirms(9, background: 1, onset: 110));

    [Fact]
    public void Confirmed_BackgroundUnknown_SpindleStays() => Assert.True(Confirms(9, background: 0, onset: 110));

    private static bool Confirms(double value, double background, double onset)
    {
        var signals = new NightSignals(Detected.Night(F4, C4).Build(), default);
        var seconds = signals.Channels[0].Seconds;
        var evidence = new Evidence(EventShapes.Spindles([F4, C4], RateHz), seconds * RateHz, RateHz);
        evidence.Add(0, [.. Enumerable.Repeat(background, seconds * RateHz)], new double[seconds * RateHz], 1, 0);
        evidence.Add(100 * RateHz, [value], [0], 1, 0);
        var spindle = new DetectedEvent(SleepEventKind.Spindle, onset, 0.8, C4, 30, 13, signals.Channels[0].Derivation, 1, "");
        return JointSpindles.Confirmed(evidence, signals.Channels[0])(spindle);
    }
}
