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
        var gain = EventLevel.OfRms(canvas, levelDb, ChannelRole.C4).Gain(ChannelRole.C4, 30, shape);
        Assert.Equal(levelDb, 20 * Math.Log10(gain * 3 / 20), 0.2);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void Gain_OfASwing_ComparesPeakToPeak(double levelDb)
    {
        var canvas = new SignalCanvas(128, 120);
        for (var i = 0; i < canvas.SampleCount; i++) canvas[ChannelRole.F4][i] = (float)(20 * Math.Sin(2 * Math.PI * 2 * i / 128) + 30 * Math.Sin(2 * Math.PI * 30 * i / 128));
        var shape = canvas.Sample(1, t => -5 * Math.Sin(2 * Math.PI * t));
        var gain = EventLevel.OfSwing(canvas, levelDb, 0.5, 5, ChannelRole.F4).Gain(ChannelRole.F4, 60, shape);
        Assert.Equal(levelDb, 20 * Math.Log10(gain * 10 / 40), 1.5); // the band's gentle edges take and leave a little
    }

    [Fact]
    public void HasRoom_AtALevel_KeepsEventsApart()
    {
        var level = EventLevel.OfRms(new SignalCanvas(128, 60), 0, ChannelRole.C4);
        Assert.Equal([true, false, false, true], [level.HasRoom(10, 1), level.HasRoom(11.2, 1), level.HasRoom(9, 0.8), level.HasRoom(11.4, 1)]);
    }

    [Fact]
    public void HasRoom_NoLevel_IsAlways()
    {
        var level = EventLevel.OfRms(new SignalCanvas(128, 60), null, ChannelRole.C4);
        Assert.True(level.HasRoom(10, 1) && level.HasRoom(10, 1));
    }

    [Fact]
    public void Gain_NoLevel_IsOne() => Assert.Equal(1, EventLevel.OfRms(new SignalCanvas(128, 60), null, ChannelRole.C4).Gain(ChannelRole.C4, 30, [1, 2]));

    [Theory]
    [InlineData(SleepEventKind.Spindle)]
    [InlineData(SleepEventKind.RapidEyeMovement)]
    public void Simulate_SixDecibelsDown_HalvesThePlantedEvents(SleepEventKind kind)
    {
        double[] At(double levelDb) =>
            [.. NightSimulator.Simulate(new SimulationSettings { Minutes = 20, Seed = 3, EventLevelDb = levelDb }).Events.Where(e => e.Kind == kind).Select(e => e.AmplitudeMicrovolts)];
        var (larger, smaller) = (At(0), At(-6));
        Assert.True(larger.Length > 5);
        Assert.All(larger.Zip(smaller), pair => Assert.InRange(pair.Second / pair.First, 0.4, 0.6)); // planted K complexes are part of what eyes and spindles lie in
    }

    [Fact]
    public void Simulate_AtALevel_LeavesTheHypnogram()
    {
        var settings = new SimulationSettings { Minutes = 20, Seed = 3 };
        SleepEvent[] Arousals(double? level) => [.. NightSimulator.Simulate(settings with { EventLevelDb = level }).Events.Where(e => e.Kind == SleepEventKind.Arousal)];
        Assert.Equal(Arousals(null), Arousals(0));
    }

    [Fact]
    public void Validate_LevelBeyondBounds_SaysWhich() =>
        Assert.Contains("cannot plant events at 60 dB", Assert.Throws<SimulationException>(() => new SimulationSettings { EventLevelDb = 60 }.Validate()).Message);
}
