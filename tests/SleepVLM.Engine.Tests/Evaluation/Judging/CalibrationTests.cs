using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.Engine.Tests.Evaluation.Judging;

public sealed class CalibrationTests
{
    private static readonly (Hypnodensity Density, SleepStage Decided, SleepStage Reference)[] TwoEpochs =
    [
        (new Hypnodensity(0.9f, 0.1f, 0, 0, 0), SleepStage.W, SleepStage.W),
        (new Hypnodensity(0.62f, 0.38f, 0, 0, 0), SleepStage.W, SleepStage.N1),
    ];

    [Fact]
    public void Of_OneRightAndOneWrong_MatchesHandCalculation()
    {
        var calibration = Calibration.Of(TwoEpochs);
        Assert.Equal(2, calibration.Epochs);
        Assert.Equal((0.1 + 0.62) / 2, calibration.Ece!.Value, 6);
        Assert.Equal((0.01 + 0.01 + (0.62 * 0.62) + (0.62 * 0.62)) / 2, calibration.Brier!.Value, 6);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.38)) / 2, calibration.NegativeLogLikelihood!.Value, 6);
    }

    [Fact]
    public void Of_OneRightAndOneWrong_FillsTheirBinsAlone()
    {
        var bins = Calibration.Of(TwoEpochs).Bins;
        Assert.Equal(Calibration.BinCount, bins.Count);
        Assert.Equal([9, 13], Enumerable.Range(0, bins.Count).Where(i => bins[i].Epochs > 0));
        Assert.Equal((1, 0.0), (bins[9].Epochs, bins[9].Accuracy!.Value));
        Assert.Equal((1, 1.0), (bins[13].Epochs, bins[13].Accuracy!.Value));
        Assert.InRange(bins[13].Confidence!.Value, bins[13].Low, bins[13].High);
        Assert.Null(bins[0].Accuracy);
    }

    /// <summary>Ten epochs of confidence 0.7, seven right: nothing to complain of.</summary>
    [Fact]
    public void Ece_SevenOfTenRightAtSeventyPercent_IsZero()
    {
        var epochs = Enumerable.Range(0, 10).Select(i => (new Hypnodensity(0, 0, 0.7f, 0.3f, 0), SleepStage.N2, i < 7 ? SleepStage.N2 : SleepStage.N3));
        Assert.Equal(0, Calibration.Of(epochs).Ece!.Value, 6);
    }

    /// <summary>The stager decided otherwise than its largest probability: its confidence is that of the decided stage.</summary>
    [Fact]
    public void Confidence_DecidedStageIsNotTheLikeliest_IsItsOwnProbability()
    {
        var calibration = Calibration.Of([(new Hypnodensity(0, 0.2f, 0.8f, 0, 0), SleepStage.N1, SleepStage.N1)]);
        Assert.Equal(0.8, calibration.Ece!.Value, 6);
    }

    [Fact]
    public void NegativeLogLikelihood_ReferenceRuledOut_IsBounded()
    {
        var calibration = Calibration.Of([(new Hypnodensity(1, 0, 0, 0, 0), SleepStage.W, SleepStage.R)]);
        Assert.Equal(-Math.Log(1e-6), calibration.NegativeLogLikelihood!.Value, 9);
        Assert.Equal((2.0, 1.0), (calibration.Brier!.Value, calibration.Ece!.Value));
        Assert.Equal(1, calibration.Bins[^1].Epochs);
    }

    [Fact]
    public void Of_NoProbabilities_IsNotDefined()
    {
        var calibration = Calibration.Of([]);
        Assert.Equal((0, null, null, null), (calibration.Epochs, calibration.Ece, calibration.Brier, calibration.NegativeLogLikelihood));
    }
}
