using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Engine.Tests.Rules.Checks;

public class StatedTimesCheckTests
{
    private static readonly StatedTimesCheck Check = new(CheckCase.Book);

    [Theory]
    [InlineData("A K complex stands out at 31 s.")]
    [InlineData("Eye movements appear at 8 s, 14 s and 41 s.")]
    [InlineData("A spindle runs from 28 s to 33 s.")]
    [InlineData("A vertex wave stands out at 35 s.")]
    public void Check_TimeOutsideTheEpoch_IsContradicted(string text)
    {
        var finding = CheckCase.Of(SleepStage.N2).Saying(text).RunForOne(Check);
        Assert.Equal((RuleVerdict.Contradicted, CheckStrength.Strong), (finding.Verdict, finding.Strength));
    }

    [Theory]
    [InlineData(-3, -3)]
    [InlineData(12, 8)]
    [InlineData(-1, 4)]
    public void Check_TimeBeforeTheEpochOrRunningBackwards_IsContradicted(double from, double to) => Assert.Equal(
        RuleVerdict.Contradicted, CheckCase.Of(SleepStage.N2).Claiming("A spindle.", ClaimFeature.Spindle, claim => claim.From(from, to)).Verdict(Check));

    [Theory]
    [InlineData("A K complex stands out at 12.5 s.")]
    [InlineData("Eye movements appear at 0 s and 30 s.")]
    [InlineData("The epoch of 30 s holds alpha for 16 s.")]
    [InlineData("In this 30-second epoch nothing happens.")]
    [InlineData("Waves of 80 uV at 35 Hz fill 40 %.")]
    [InlineData("Epoch 412 follows epoch 411.")]
    public void Check_TimesWithinTheEpoch_SayNothing(string text) => Assert.Empty(CheckCase.Of(SleepStage.N2).Saying(text).Run(Check));
}

public class EvenSpacingCheckTests
{
    [Theory]
    [InlineData("Blinks appear at 5, 10, 15, 20 and 25 s.", true)]
    [InlineData("Blinks appear at 5/10/15/20/25 s.", true)]
    [InlineData("Blinks appear at 5 s, 10 s, 15 s and 20 s.", true)]
    [InlineData("Blinks appear at 5 s, 11 s, 15 s and 20 s.", false)]
    [InlineData("Blinks appear at 5 s, 10 s and 15 s.", false)]
    [InlineData("Blinks appear at 5 s, 6 s, 7 s and 8 s.", false)]
    [InlineData("Blinks appear at 5 s and 10 s. A spindle at 15 s. A K complex at 20 s.", false)]
    public void Check_ListOfMoments_IsDoubtedWhenEvenlySpaced(string text, bool doubted)
    {
        var findings = CheckCase.Of(SleepStage.W).Saying(text).Run(new EvenSpacingCheck());
        Assert.Equal(doubted, findings is [{ Verdict: RuleVerdict.Contradicted, Strength: CheckStrength.Soft }]);
    }
}

public class WideIntervalCheckTests
{
    [Theory]
    [InlineData("A K complex is seen at about 0-10 s.", true)]
    [InlineData("A spindle lies between 3 and 15 s.", true)]
    [InlineData("A spindle lies between 3 and 5 s.", false)]
    [InlineData("Alpha runs from 0 to 20 s.", false)]
    [InlineData("A spindle at 3 s.", false)]
    public void Check_IntervalOfAShortEvent_IsDoubtedWhenWide(string text, bool doubted)
    {
        var findings = CheckCase.Of(SleepStage.N2).Saying(text).Run(new WideIntervalCheck(CheckCase.Book));
        Assert.Equal(doubted, findings is [{ Verdict: RuleVerdict.Contradicted, Strength: CheckStrength.Soft }]);
    }
}

public class NamedChannelsCheckTests
{
    private static readonly NamedChannelsCheck Check = new();

    [Theory]
    [InlineData("Alpha in O2-M1.", "O2-M1")]
    [InlineData("Alpha in O2.", "O2")]
    [InlineData("Rapid eye movements in LOC.", "LOC")]
    [InlineData("Rapid eye movements in E2-M2.", "E2-M2")]
    [InlineData("The EOG shows blinks.", "EOG")]
    [InlineData("The chin is quiet.", "chin")]
    [InlineData("Submental EMG is low.", "Submental EMG")]
    [InlineData("Slow waves in Fpz-Cz.", "Fpz-Cz")]
    [InlineData("The background in F3-M2 agrees.", "F3-M2")]
    public void Check_ChannelTheRecordingLacks_IsContradicted(string text, string name)
    {
        var findings = CheckCase.Of(SleepStage.W).Recording(C4).Saying(text).Run(Check);
        Assert.Equal((RuleVerdict.Contradicted, CheckStrength.Strong), (findings[0].Verdict, findings[0].Strength));
        Assert.Contains($"names {name}, which this recording lacks; it has C4-M1", findings[0].Explanation);
    }

    [Theory]
    [InlineData("C4-M1 shows spindles, the EEG is calm.")]
    [InlineData("C4 shows theta.")]
    [InlineData("No EOG is recorded and muscle tone cannot be assessed in the chin EMG.")]
    [InlineData("LOC and ROC are not recorded.")]
    [InlineData("Eye movements cannot be assessed.")]
    [InlineData("Stage N2 with a K complex; R follows.")]
    public void Check_OnlyWhatIsThereOrSaidToBeMissing_SaysNothing(string text) =>
        Assert.Empty(CheckCase.Of(SleepStage.W).Recording(C4).Saying(text).Run(Check));

    [Theory]
    [InlineData("F4-M1 shows slow waves.")]
    [InlineData("F3 shows slow waves.")]
    [InlineData("F3-M2 shows slow waves.")]
    public void Check_ContralateralChannel_AnswersToBothNames(string text) => Assert.Empty(
        CheckCase.Of(SleepStage.N3).Recording(CheckCase.Channel(F4, "F3", "M2", ChannelOrigin.Contralateral)).Saying(text).Run(Check));

    [Fact]
    public void Check_NamedTwice_IsToldOnce() =>
        Assert.Single(CheckCase.Of(SleepStage.W).Recording(C4).Saying("Alpha in O2 and again alpha in O2 and theta in o2.").Run(Check));
}

public class PhysiologyCheckTextTests
{
    [Theory]
    [InlineData("A spindle of 4 Hz is seen.", "between 9 and 17 Hz")]
    [InlineData("Alpha at 25 Hz.", "between 6 and 14 Hz")]
    [InlineData("Slow waves of 12 Hz.", "between 0.1 and 5 Hz")]
    [InlineData("Slow waves of 5000 uV.", "between 40 and 1000 uV")]
    [InlineData("A spindle of 400 µV.", "between 3 and 250 uV")]
    [InlineData("Alpha fills 140 % of the epoch.", "between 0 and 100 %")]
    [InlineData("Fast activity at 300 Hz.", "between 11 and 100 Hz")]
    [InlineData("A K complex of 12 mV.", "between 20 and 1000 uV")]
    [InlineData("Slow waves fill 62 s of the epoch.", "between 0 and 100 %")]
    [InlineData("Alpha lasts for 45 s.", "between 0 and 100 %")]
    public void Check_ImpossibleFigure_IsContradicted(string text, string limits)
    {
        var finding = CheckCase.Of(SleepStage.N2).Saying(text).RunForOne(new PhysiologyCheck());
        Assert.Equal((RuleVerdict.Contradicted, CheckStrength.Strong), (finding.Verdict, finding.Strength));
        Assert.Contains(limits, finding.Explanation);
    }

    [Theory]
    [InlineData("A spindle of 13.5 Hz and 40 uV, alpha of 8-13 Hz over 60 % of the epoch.")]
    [InlineData("Slow waves of 0.5-2 Hz above 75 uV, theta of 4-7 Hz.")]
    [InlineData("A K complex of 250 µV lasting 1.1 s.")]
    [InlineData("Rule N3.1 and epoch 812.")]
    public void Check_PossibleFigures_SayNothing(string text) => Assert.Empty(CheckCase.Of(SleepStage.N2).Saying(text).Run(new PhysiologyCheck()));
}
