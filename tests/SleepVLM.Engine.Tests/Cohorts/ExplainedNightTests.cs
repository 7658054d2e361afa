using SleepVLM.Contracts;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Rules;

namespace SleepVLM.Engine.Tests.Cohorts;

public sealed class ExplainedNightTests(CohortFolder folder) : IClassFixture<CohortFolder>
{
    private static readonly RuleChecker Checker = new(RuleBook.LoadDefault());

    private ExplainedNight Explain(string hypnogram) =>
        new(folder.Read($"recording,hypnogram\na.edf,{hypnogram}\n").Recordings[0].Load(RenderStyle.SleepVlm(), null, default), Checker, default);

    [Fact]
    public void Explain_TellsTheScorersStage()
    {
        var night = Explain("a.csv");
        var cited = 0;
        for (var epoch = 0; epoch < 20; epoch++)
        {
            var evidence = night.EvidenceOf(epoch)!;
            Assert.Equal(folder.Nights[0].Epochs[epoch].Stage, evidence.Stage);
            var rationale = night.Explain(evidence, (ulong)epoch);
            Assert.True(rationale.Text.Length > 40);
            if (rationale.Rules.Count > 0) cited++;
        }

        Assert.True(cited >= 12, $"only {cited} of 20 epochs cite a rule");
    }

    /// <summary>A scorer who calls everything N3: where slow waves are missing, nothing may be said to make it N3.</summary>
    [Fact]
    public void Explain_StageThatTheSignalDoesNotBear_CitesNoRule()
    {
        folder.Write("n3.txt", string.Concat(Enumerable.Repeat("N3\n", 20)));
        var night = Explain("n3.txt");
        var bare = 0;
        for (var epoch = 0; epoch < 20; epoch++)
        {
            var evidence = night.EvidenceOf(epoch)!;
            var rationale = night.Explain(evidence, (ulong)epoch);
            if (evidence.Measured.SlowWaveSeconds is not { Value: < 5 }) continue;
            bare++;
            Assert.DoesNotContain(new RuleId("N3.1"), rationale.Rules);
            Assert.Matches("caution|uncertain|borderline", rationale.Text);
        }

        Assert.True(bare >= 5, $"only {bare} epochs without slow waves");
    }

    [Fact]
    public void Read_RuleThatIsNone_IsRefused()
    {
        folder.Write("r.jsonl", $$"""{"epoch":1,"stage":"{{folder.Nights[0].Epochs[0].Stage}}","reasoning_text":"Because.","applicable_rules":["W.9"]}""" + "\n");
        var path = folder.Write("cohort.csv", "recording,rationales\na.edf,r.jsonl\n");
        Assert.Contains("'W.9' is no rule", Assert.Throws<CohortException>(() => CohortManifest.Read(path, new CohortOptions(Rules: RuleBook.LoadDefault()))).Message);
    }

    /// <summary>Perceptual pre-training needs no scoring.</summary>
    [Fact]
    public void Read_WithoutScoring_IsWelcomeWhereNoneIsNeeded()
    {
        EdfPlusFile.Write(
            folder.File("bare.edf"), new EdfPlusHeader(new DateTime(2020, 1, 1), 1, [new EdfPlusSignal("EEG C4-M1", 100, -200, 200)]), [new float[6000]]);
        var path = folder.Write("cohort.csv", "recording\nbare.edf\n");
        Assert.Throws<CohortException>(() => CohortManifest.Read(path));
        Assert.Equal([null, null], CohortManifest.Read(path, new CohortOptions(NeedsScoring: false)).Recordings[0].Stages);
    }
}
