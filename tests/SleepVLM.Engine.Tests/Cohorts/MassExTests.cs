using SleepVLM.Contracts;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Tests.Cohorts;

/// <summary>MASS: the scoring in a file of its own that starts inside an epoch of the recording; MASS-EX numbers its scored epochs from 0.</summary>
public sealed class MassExTests(CohortFolder folder) : IClassFixture<CohortFolder>
{
    private const double Offset = 43.5; // one whole epoch and 13.5 s
    private static readonly string[] Scored = ["W", "?", "1", "2", "2", "?", "4", "R"];
    private static readonly DateTime Start = new(2020, 1, 1, 22, 0, 0);

    private void WriteScoring() => EdfPlusFile.WriteAnnotations(
        folder.File("base.edf"), Start, [.. Scored.Select((stage, i) => new Annotation(Offset + 30 * i, 30, $"Sleep stage {stage}"))]);

    private Cohort Read(string annotations, string subject = "01-03-0001")
    {
        WriteScoring();
        folder.Write("fine.csv", "custom_id,Subject,N,Stage,reasoning_text,applicable_rules\n" + annotations);
        return folder.Read($"recording,hypnogram,subject,split,rationales\na.edf,base.edf,{subject},train,fine.csv\n");
    }

    [Fact]
    public void Read_NCountsScoredEpochsFromZero()
    {
        var recording = Read(
            "01-03-0001#1_N1,01-03-0001,1,N1,\"The eyes roll, slowly.\",N1.2\n01-03-0001#4_N3,01-03-0001,4,N3,,\"N3.1, N2.3\"\n01-03-0002#0_R,01-03-0002,0,R,Other.,R.1\n")
            .Recordings[0];
        Assert.Equal(13.5, recording.GridOnsetSeconds, 6);
        Assert.Equal(
            [null, SleepStage.W, null, SleepStage.N1, SleepStage.N2, SleepStage.N2, null, SleepStage.N3, SleepStage.R, null], recording.Stages.Take(10));
        Assert.Equal("The eyes roll, slowly.", recording.Rationales[3]!.Text);
        Assert.Equal(["N3.1", "N2.3"], recording.Rationales[7]!.ApplicableRules.Select(rule => rule.Value));
        Assert.Equal((1, 2), (recording.RationaleCount, recording.RuleCount));
    }

    /// <summary>The pictures are cut where the scorer's epochs lie.</summary>
    [Fact]
    public void Load_CutsTheSignalAtTheScorersEpochs()
    {
        var night = Read("x,01-03-0001,0,W,Awake.,W.1\n").Recordings[0].Load(RenderStyle.SleepVlm(), null, default);
        using var recording = Recording.Open(folder.File("a.edf"));
        var whole = SignalChain.Prepare(MontageResolver.Resolve(recording), RenderStyle.SleepVlm());
        Assert.Equal(20, night.Night.EpochCount); // 586.5 s: the last is not whole
        Assert.Equal(UnscoredReason.Incomplete, night.Night.WhyUnscorable(new EpochIndex(19)));
        // Filters swing in at the start; further on both are the same signal, 13.5 s apart.
        for (var i = 9000; i < 12_000; i++) Assert.Equal(whole.Channel(1)[i + 1350], night.Night.Channel(1)[i], 1.0f);
    }

    [Theory]
    [InlineData("x,01-03-0001,1,N2,Text.,N2.1\n", "N2 is not the stage that the hypnogram gives this epoch")]
    [InlineData("x,01-03-0001,6,R,Text.,R.1\n", "N 6 lies beyond the 6 scored epochs")]
    [InlineData("x,01-03-0007,1,N1,Text.,N1.2\n", "it holds no line of subject '01-03-0001'; its subjects are 01-03-0007")]
    [InlineData("x,01-03-0001,1,N1,Text.,N1.2\nx,01-03-0001,1,N1,Text.,N1.2\n", "appears a second time")]
    public void Read_OtherNight_IsRefused(string annotations, string problem) =>
        Assert.Contains(problem, Assert.Throws<CohortException>(() => Read(annotations)).Message, StringComparison.Ordinal);
}
