using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.EpochImages.Evidence;
using SleepVLM.Engine.Tests.Rules.Measurements;

namespace SleepVLM.Engine.Tests.EpochImages;

public class EvidenceRendererTests
{
    private static readonly PreparedNight Night = new SyntheticNight().Build();

    [Fact]
    public void Render_Event_IsMarkedAtItsTimeInTheBandOfItsChannelOnly()
    {
        var plain = Render();
        var marked = Render(Event(SleepEventKind.Spindle, 40, 1.5, ChannelRole.C4));
        var changed = Differences(plain, marked);
        // 10 s into the second epoch: a third of the plot, which begins at 112 and is 1500 wide; the label may run on to the right.
        Assert.InRange(changed.Where(at => at.Y < 620).Min(at => at.X), 112 + 499, 112 + 501);
        Assert.InRange(changed.Where(at => at.Y < 620).Min(at => at.Y), 30 + 124, 30 + 124 + 5);
        Assert.InRange(changed.Where(at => at.Y < 30 + 6 * 124).Max(at => at.Y), 30 + 124, 30 + 2 * 124);
    }

    [Fact]
    public void Render_EventOfANeighbourEpoch_IsNotMarked()
    {
        Assert.Empty(Differences(Render(), Render(Event(SleepEventKind.Spindle, 20, 1, ChannelRole.C4), Event(SleepEventKind.Spindle, 61, 1, ChannelRole.C4))));
    }

    [Fact]
    public void Render_EveryKindOfEvent_HasAMarkOfItsOwnColour()
    {
        var colours = Enum.GetValues<SleepEventKind>().Select(kind => MarkStyle.Of(kind).Colour).ToList();
        Assert.Equal(colours.Count, colours.Distinct().Count());
        foreach (var kind in Enum.GetValues<SleepEventKind>()) Assert.NotEmpty(Differences(Render(), Render(Event(kind, 45, 2, ChannelRole.F4))));
    }

    [Fact]
    public void Render_FaultyChannel_SaysSoBesideIt()
    {
        var quality = new SignalQuality(ChannelRole.F4, new Derivation("F4", "M1"), SignalFault.Flat, 30, IsAssessable: false);
        var image = new EvidenceRenderer().Render(Night, new EpochEvents(new EpochIndex(1), [], new HashSet<SleepEventKind>(), [quality]));
        Assert.All(Differences(Render(), image), at => Assert.True(at.X < 112));
    }

    [Fact]
    public void Font_EveryLetterOfTheLabels_HasAShapeOfItsOwn()
    {
        const string letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:-+/%()?";
        var shapes = letters.Select(letter => string.Concat(
            from y in Enumerable.Range(0, PixelFont.Height) from x in Enumerable.Range(0, PixelFont.Width) select PixelFont.IsSet(letter, x, y) ? '#' : '.')).ToList();
        Assert.All(shapes, shape => Assert.Contains('#', shape));
        Assert.True(shapes.Distinct().Count() >= letters.Length - 1, "letters look alike");
        Assert.Equal(5, PixelFont.WidthOf("A", 1));
        Assert.Equal(2 * 11, PixelFont.WidthOf("AB", 2));
    }

    private static DetectedEvent Event(SleepEventKind kind, double onset, double duration, ChannelRole role) =>
        new(kind, onset, duration, role, 60, 13, new Derivation(role.ToString(), "M1"), 0.9, "test");

    private static EpochImage Render(params DetectedEvent[] events) =>
        new EvidenceRenderer().Render(Night, new EpochEvents(new EpochIndex(1), events, new HashSet<SleepEventKind>(), []));

    private static List<(int X, int Y)> Differences(EpochImage left, EpochImage right)
    {
        Assert.Equal((left.WidthPx, left.HeightPx), (right.WidthPx, right.HeightPx));
        Assert.Equal((EvidenceRenderer.WidthPx, EvidenceRenderer.HeightPx(6)), (left.WidthPx, left.HeightPx));
        var a = left.Rgb.Span;
        var b = right.Rgb.Span;
        var changed = new List<(int, int)>();
        for (var pixel = 0; pixel < a.Length / 3; pixel++)
            if (!a.Slice(3 * pixel, 3).SequenceEqual(b.Slice(3 * pixel, 3))) changed.Add((pixel % left.WidthPx, pixel / left.WidthPx));
        return changed;
    }
}
