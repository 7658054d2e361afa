using SleepVLM.Contracts;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Montages;

public sealed class SignalsInViewTests
{
    private static readonly SimulatedNight Night = NightSimulator.Simulate(new SimulationSettings { Seed = 1, Minutes = 1 });

    [Fact]
    public void Of_SomeRoles_ReadsTheirRowsAlone()
    {
        var seen = SignalsInView.Of(Night, [ChannelRole.Chin, ChannelRole.C4]);
        Assert.Equal([ChannelRole.C4, ChannelRole.Chin], seen.Montage.Channels.Select(channel => channel.Role));
        Assert.Equal(Night.Read(5, Night.Segments[0]), seen.Read(1, seen.Segments[0]));
        Assert.Equal(Night.DurationSeconds, seen.DurationSeconds);
    }

    [Fact]
    public void Of_RolesThatAreNotRecorded_KeepsTheOthersAndRefusesNone()
    {
        var central = Night.WithChannels(ChannelRole.C4);
        Assert.Single(SignalsInView.Of(central, [ChannelRole.C4, ChannelRole.LOC]).Montage.Channels);
        Assert.Contains("its channels are C4", Assert.Throws<SleepVlmException>(() => SignalsInView.Of(central, [ChannelRole.LOC])).Message, StringComparison.Ordinal);
    }
}
