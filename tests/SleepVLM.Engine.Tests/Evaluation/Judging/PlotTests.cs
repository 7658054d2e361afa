using System.Xml.Linq;
using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Evaluation.Judging;
using SleepVLM.Engine.Evaluation.Plots;

namespace SleepVLM.Engine.Tests.Evaluation.Judging;

public sealed class PlotTests
{
    private static IEnumerable<XElement> Shapes(string svg, string name, string fill) =>
        XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == name && (string?)element.Attribute("fill") == fill);

    [Fact]
    public void Reliability_OneBin_IsAsHighAsItsAccuracy()
    {
        var epochs = Enumerable.Range(0, 4).Select(i => (new Hypnodensity(0.7f, 0.3f, 0, 0, 0), SleepStage.W, i < 3 ? SleepStage.W : SleepStage.N1));
        var svg = ReliabilityPlot.Svg(Calibration.Of(epochs), "a < b");
        Assert.Equal(300 * 0.75, (double)Assert.Single(Shapes(svg, "rect", "#4477aa")).Attribute("height")!, 2);
        Assert.Contains("a &lt; b", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Reliability_NothingGiven_SaysSo() => Assert.Contains("no probabilities given", ReliabilityPlot.Svg(Calibration.Of([]), "x"), StringComparison.Ordinal);

    [Theory]
    [InlineData("W1", "WW", 25)]
    [InlineData("W?", "WW", 30)]
    public void Confusion_Cells_ShadeTheShareOfTheirRow(string staging, string reference, int cells)
    {
        var confusion = Agreement.Compare(Judged.Staging(staging).ToHypnogram(), Judged.Staging(reference).ToHypnogram()).Confusion;
        var drawn = Shapes(ConfusionPlot.Svg(confusion, "x"), "rect", "#224488").ToList();
        Assert.Equal(cells, drawn.Count);
        Assert.Equal(0.5, (double)drawn[0].Attribute("fill-opacity")!);
        Assert.Equal(1, drawn.Sum(cell => (double)cell.Attribute("fill-opacity")!), 6);
    }
}
