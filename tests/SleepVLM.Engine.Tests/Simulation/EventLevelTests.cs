using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

public class EventLevelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-6)]
    public void Gain_BringsAShapeToTheLevel(double levelDb)
    {
        var canvas = new SignalCanvas(128, 60);
        for (var i = 0; i < canvas.SampleCount; i++) canvas[ChannelRole.C4][i] = (float)(20 * Math.Sin(2 * Math.PI * 5 * i / 128));
        var shape = canvas.Sample(1, t => 3 * Math.Sin(2 * Math.PI * 13 * t));
        var gain = new EventLevel(canvas, levelDb, ChannelRole.C4).Gain(ChannelRole.C4, 30, shape);
        Assert.Equal(levelDb, 20 * Math.Log10(gain * 3 / 20), 0.2);
    }

    [Fact]
    public void Gain_NoLevel_IsOne() => Assert.Equal(1, new EventLevel(new SignalCanvas(128, 60), null, ChannelRole.C4).Gain(ChannelRole.C4, 30, [1, 2]));

    [Fact]
    public void Simulate_AtALevel_MovesOnlyThePlantedEvents()
    {
        var settings = new SimulationSettings { Minutes = 20, Seed = 3 };
        var (natural, planted) = (NightSimulator.Simulate(settings), NightSimulator.Simulate(settings with { EventLevelDb = 0 }));
        SleepEventKind[] moved = [SleepEventKind.Spindle, SleepEventKind.KComplex, SleepEventKind.RapidEyeMovement];
        var (before, after) = (natural.Events.Where(e => moved.Contains(e.Kind)).ToList(), planted.Events.Where(e => moved.Contains(e.Kind)).ToList());
        Assert.Equal(before.Select(e => (e.Kind, e.OnsetSeconds)), after.Select(e => (e.Kind, e.OnsetSeconds)));
        Assert.All(before.Zip(after), pair => Assert.NotEqual(pair.First.AmplitudeMicrovolts, pair.Second.AmplitudeMicrovolts));
    }

    [Fact]
    public void Validate_LevelBeyondBounds_SaysWhich() =>
        Assert.Contains("cannot plant events at 60 dB", Assert.Throws<SimulationException>(() => new SimulationSettings { EventLevelDb = 60 }.Validate()).Message);
}
