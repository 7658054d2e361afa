using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Evaluation;

public sealed class AgreementTests
{
    private static Hypnogram Of(params (int Number, SleepStage? Stage)[] epochs) =>
        new("x", null, [.. epochs.Select(e => new ScoredEpoch(EpochIndex.FromNumber(e.Number), e.Stage))], []);

    private static Hypnogram Of(string stages) =>
        Of([.. stages.Select((c, i) => (i + 1, c switch { 'W' => SleepStage.W, '1' => SleepStage.N1, '2' => SleepStage.N2, '3' => SleepStage.N3, 'R' => SleepStage.R, _ => (SleepStage?)null }))]);

    /// <summary>Twenty both W, five W given N1, ten N1 given W, fifteen both N1: kappa 0.4 by hand.</summary>
    [Fact]
    public void Kappa_TwoByTwoTable_MatchesHandCalculation()
    {
        var agreement = Agreement.Compare(
            staging: Of(new string('W', 20) + new string('1', 5) + new string('W', 10) + new string('1', 15)),
            reference: Of(new string('W', 25) + new string('1', 25)));

        Assert.Equal(0.7, agreement.Accuracy!.Value, 12);
        Assert.Equal(0.4, agreement.Kappa!.Value, 12);
        Assert.Equal((5 * 0.7 - 1) / 4, agreement.Pabak!.Value, 12);
        Assert.Equal((40 / 55.0 + 30 / 45.0) / 2, agreement.MacroF1!.Value, 12);
        var wake = agreement.Stages[0];
        Assert.Equal((25, 30), (wake.Support, wake.Given));
        Assert.Equal(20 / 25.0, wake.Sensitivity!.Value, 12);
        Assert.Equal(20 / 30.0, wake.Precision!.Value, 12);
    }

    [Fact]
    public void Compare_EpochStagedWithoutResult_CountsAsWrong()
    {
        var agreement = Agreement.Compare(Of("W?22"), Of("WW22"));
        Assert.Equal(0.75, agreement.Accuracy);
        Assert.Equal(1, agreement.StagingUnscored);
        Assert.Equal(4, agreement.Compared);
        Assert.Equal(0.5, agreement.Stages[0].Sensitivity);
        Assert.Equal(1, agreement.Stages[0].Precision);
    }

    [Fact]
    public void Compare_EpochUnscoredByReference_IsLeftOutAndCounted()
    {
        var agreement = Agreement.Compare(Of("WW22"), Of("W?2?"));
        Assert.Equal((2, 2, 1.0), (agreement.Compared, agreement.ReferenceUnscored, agreement.Accuracy));
    }

    [Fact]
    public void Compare_StagingOfAPart_ComparesByEpochNumber()
    {
        var agreement = Agreement.Compare(Of((3, SleepStage.N2), (4, SleepStage.N3), (9, SleepStage.R)), Of("WW2233"));
        Assert.Equal(2, agreement.Compared);
        Assert.Equal(0.5, agreement.Accuracy);
        Assert.Equal((4, 1), (agreement.OnlyInReference, agreement.OnlyInStaging));
    }

    [Fact]
    public void MacroF1_StageAbsentFromReference_IsLeftOutOfTheMean()
    {
        var agreement = Agreement.Compare(Of("WWR2"), Of("WW22"));
        Assert.Equal((1 + 2 / 3.0) / 2, agreement.MacroF1!.Value, 12);
        var rem = agreement.Stages[4];
        Assert.Equal((0, null, 0.0, 0.0), (rem.Support, rem.Sensitivity, rem.Precision, rem.F1));
        Assert.Null(agreement.Stages[3].F1);
    }

    [Fact]
    public void Kappa_OneStageOnly_IsNotDefined()
    {
        var agreement = Agreement.Compare(Of("WWW"), Of("WWW"));
        Assert.Equal(1, agreement.Accuracy);
        Assert.Null(agreement.Kappa);
    }

    [Fact]
    public void Compare_NothingInCommon_GivesNoFigures()
    {
        var agreement = Agreement.Compare(Of((1, SleepStage.W)), Of((2, SleepStage.W)));
        Assert.Equal(0, agreement.Compared);
        Assert.Null(agreement.Accuracy);
        Assert.Null(agreement.Kappa);
        Assert.Null(agreement.MacroF1);
        Assert.Null(agreement.Pabak);
    }

    [Fact]
    public void Compare_TwoStartTimes_ShiftsTheReference()
    {
        var start = new DateTime(2001, 2, 3, 22, 0, 0);
        var agreement = Agreement.Compare(Of("WW123") with { StartTime = start }, Of("123") with { StartTime = start.AddMinutes(1) });
        Assert.Equal((3, 1.0, 2), (agreement.Compared, agreement.Accuracy, agreement.ShiftEpochs));
    }

    /// <summary>Figures computed apart, in another language, from the same files.</summary>
    [SharedFact("data/dod-hypnograms/dodh.json")]
    public void Compare_TwoScorersOf25Nights_MatchesIndependentCalculation()
    {
        var scorers = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, int[]>>>(File.ReadAllBytes(SharedFolder.PathOf("data/dod-hypnograms/dodh.json")))!;
        Hypnogram Pool(string scorer) => Of([.. scorers[scorer].OrderBy(n => n.Key, StringComparer.Ordinal).SelectMany(n => n.Value)
            .Select((stage, i) => (i + 1, stage < 0 ? (SleepStage?)null : (SleepStage)stage))]);

        var agreement = Agreement.Compare(Pool("scorer_2"), Pool("scorer_3"));

        Assert.Equal((24658, 7, 4), (agreement.Compared, agreement.ReferenceUnscored, agreement.StagingUnscored));
        Assert.Equal(0.8166517965771758, agreement.Accuracy!.Value, 12);
        Assert.Equal(0.7359600477452204, agreement.Kappa!.Value, 12);
        Assert.Equal(0.7640357414319101, agreement.MacroF1!.Value, 12);
        Assert.Equal(1356, agreement.Confusion[SleepStage.N2, SleepStage.N3]);
    }
}
