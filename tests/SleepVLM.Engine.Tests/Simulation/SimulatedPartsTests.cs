using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

public class SimulatedPartsTests
{
    private static readonly SimulationSettings Whole = new() { Seed = 5, Minutes = 60 };

    [Theory]
    [InlineData(SimulatedParts.Spindles, SleepEventKind.Spindle)]
    [InlineData(SimulatedParts.KComplexes, SleepEventKind.KComplex)]
    [InlineData(SimulatedParts.Eyes, SleepEventKind.RapidEyeMovement)]
    public void Without_AKindOfEvents_OnlyThoseThatOthersBringAreTold(SimulatedParts part, SleepEventKind kind)
    {
        var (whole, without) = (Count(Whole), Count(Whole with { Without = part }));
        Assert.True(whole >= 20 && without < 0.25 * whole, $"{without} of {whole}");

        int Count(SimulationSettings settings) => NightSimulator.Simulate(settings).Events.Count(item => item.Kind == kind);
    }

    [Fact]
    public void Without_EveryPart_AnotherSignalOfTheSameSleeper()
    {
        var whole = NightSimulator.Simulate(Whole);
        foreach (var part in SimulatedPartNames.Parts)
        {
            var night = NightSimulator.Simulate(Whole with { Without = part });
            Assert.Contains(night.Recorded.Zip(whole.Recorded), pair => !pair.First.Samples.SequenceEqual(pair.Second.Samples));
            Assert.True(night.Epochs.Zip(whole.Epochs).Count(pair => pair.First.Stage == pair.Second.Stage) > 0.9 * whole.Epochs.Count, SimulatedPartNames.Text(part));
        }
    }

    [Fact]
    public void Straight_FallsInEqualSteps_ThroughTheMiddleOfTheMeasuredBands()
    {
        var bands = Enumerable.Range(0, StageSpectra.BandCentresHz.Length).ToArray();
        foreach (var stage in Enum.GetValues<SleepStage>())
        {
            Assert.Equal(bands.Average(band => StageSpectra.Background(stage, band)), bands.Average(band => StageSpectra.Straight(stage, band)), 9);
            var slopes = bands.Skip(1).Select(band => (StageSpectra.Straight(stage, band) - StageSpectra.Straight(stage, band - 1)) / Math.Log(StageSpectra.BandCentresHz[band] / StageSpectra.BandCentresHz[band - 1])).ToArray();
            Assert.All(slopes, slope => Assert.Equal(slopes[0], slope, 9));
            Assert.True(slopes[0] < 0);
        }
    }

    [Fact]
    public void OfKey_EveryKey_IsItsPart()
    {
        Assert.All(SimulatedPartNames.Parts, part => Assert.Equal(part, SimulatedPartNames.OfKey(SimulatedPartNames.Text(part))));
        Assert.Null(SimulatedPartNames.OfKey("nothing"));
        Assert.Equal("spindles, overlap", SimulatedPartNames.Text(SimulatedParts.Overlap | SimulatedParts.Spindles));
    }
}
