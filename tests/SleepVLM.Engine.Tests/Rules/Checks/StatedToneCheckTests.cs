using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.RuleVerdict;
using static SleepVLM.Contracts.SleepStage;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>The night ranges from 1 to 16 uV.</summary>
public class StatedToneCheckTests
{
    private static readonly StatedToneCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData("Chin tone is low for this night.", 1.3, Supported)]
    [InlineData("Chin tone is low for this night.", 4, NotAssessable)]
    [InlineData("Chin tone is low for this night.", 12, Contradicted)]
    [InlineData("There is atonia.", 12, Contradicted)]
    [InlineData("The EMG is markedly reduced.", 14, Contradicted)]
    [InlineData("The chin EMG shows high tone.", 12, Supported)]
    [InlineData("Muscle tone in the chin EMG is elevated.", 1.5, Contradicted)]
    [InlineData("Muscle tone in the chin EMG is moderate.", 4, Supported)]
    [InlineData("Muscle tone in the chin EMG is moderate.", 1, Contradicted)]
    [InlineData("A low-amplitude background comes with increased muscle tone.", 12, Supported)]
    public void Check_ToneWord_IsHeldAgainstTheNight(string text, double microvolts, RuleVerdict expected) =>
        Assert.Equal(expected, CheckCase.Of(N2).Saying(text).Tone(microvolts).Verdict(Check));

    [Theory]
    [InlineData(1, Contradicted)]
    [InlineData(40, NotAssessable)]
    public void Check_ToneKeptUp_IsDoubtedWhereLowOnly(double microvolts, RuleVerdict expected)
    {
        var finding = CheckCase.Of(W).Saying("With tone kept up, it is scored W.").Tone(microvolts).RunForOne(Check);
        Assert.Equal((expected, CheckStrength.Soft), (finding.Verdict, finding.Strength));
    }

    [Theory]
    [InlineData("The tone is lower than in wakefulness.")]
    [InlineData("Chin EMG tone is lower than wakefulness.")]
    [InlineData("The chin tone appears reduced compared to wake.")]
    public void Check_LowerThanWakefulnessInAWakeEpoch_ContradictsItself(string text)
    {
        var finding = CheckCase.Of(W).Saying(text).RunForOne(Check);
        Assert.Equal((Contradicted, CheckStrength.Strong), (finding.Verdict, finding.Strength));
        Assert.Equal(NotAssessable, CheckCase.Of(N2).Saying(text).Verdict(Check));
    }

    [Theory]
    [InlineData("The tone is not low, so the score R is uncertain.")]
    [InlineData("The background is low-amplitude mixed-frequency activity.")]
    [InlineData("The EEG in C4-M1 is of low amplitude and mixed frequency.")]
    [InlineData("High amplitude slow waves are seen.")]
    [InlineData("Muscle tone cannot be assessed.")]
    [InlineData("")]
    public void Check_NothingSaidOfTone_SaysNothing(string text) => Assert.Empty(CheckCase.Of(R).Saying(text).Tone(12).Run(Check));

    [Fact]
    public void Check_ToneNotMeasured_IsNotAssessable() => Assert.Equal(NotAssessable, CheckCase.Of(R).Saying("Chin tone is low.").Verdict(Check));
}
