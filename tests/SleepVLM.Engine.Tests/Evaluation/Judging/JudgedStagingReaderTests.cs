using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.Judging;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Evaluation.Judging;

public sealed class JudgedStagingReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private JudgedStaging Read(string text)
    {
        File.WriteAllText(_folder.File("s.jsonl"), text);
        return JudgedStagingReader.Read(_folder.File("s.jsonl"));
    }

    private static string Finding(string verdict, string strength, bool isClaim) =>
        $$"""{"check":"x","verdict":"{{verdict}}","strength":"{{strength}}","span":{{(isClaim ? """{"start":0,"length":3}""" : "null")}}}""";

    /// <summary>Two claims are supported, one is contradicted, a rule cannot be judged; a remark counts nowhere.</summary>
    [Fact]
    public void Read_OurJsonLines_TellsClaimsFromCitationsAndLeavesRemarksOut()
    {
        string[] findings =
        [
            Finding("supported", "strong", true), Finding("supported", "soft", true), Finding("contradicted", "soft", true), Finding("not_assessable", "strong", false),
            Finding("contradicted", "advisory", true),
        ];
        var staging = Read(
            $$$"""
            {"epoch":1,"stage":"N2","applicable_rules":["N2.1"],"reasoning_text":"x","hypnodensity":{"W":0,"N1":0.25,"N2":0.75,"N3":0,"R":0},"rule_check":{"verdict":"not_assessable","findings":[{{{string.Join(',', findings)}}}]},"truncated":true,"provenance":{"model":"nano","model_sha256":"ab12"}}
            {"epoch":3,"stage":null,"reason":"unparsable_answer","applicable_rules":[],"rule_check":{"verdict":"not_assessable","findings":[]}}
            {"epoch":4,"stage":null,"reason":"signal_gap","applicable_rules":[],"rule_check":{"verdict":"not_assessable","findings":[]}}

            """);
        Assert.Equal(("nano", "ab12"), (staging.Model, staging.ModelSha256));
        Assert.Equal([0, 2, 3], staging.Epochs.Select(epoch => epoch.Index.Value));
        var first = staging.Epochs[0];
        Assert.Equal((SleepStage.N2, true, EpochVerdict.NotAssessable, 0.75f), (first.Stage, first.IsTruncated, first.Verdict, first.Hypnodensity!.Value.N2));
        Assert.Equal((new FindingCounts(2, 1, 0), new FindingCounts(0, 0, 1)), (first.Claims, first.Citations));
        Assert.Equal(2 / 3.0, first.Claims.SupportedOfCheckable!.Value, 12);
        Assert.Equal([false, true, false], staging.Epochs.Select(epoch => epoch.IsUnparsable));
        Assert.Null(staging.Epochs[1].Verdict);

        var answers = AnswerFigures.Of([.. staging.Epochs]);
        Assert.Equal((3, 1, 1, 1, 1), (answers.Epochs, answers.Unparsable, answers.Unscored, answers.Truncated, answers.Checked));
        Assert.Equal((1.0, 0.5, 1.0), (answers.TruncationRate!.Value, answers.UnparsableRate!.Value, answers.ShareOf(EpochVerdict.NotAssessable)!.Value));
    }

    [Fact]
    public void Read_MassExTable_TellsRulesByEpoch()
    {
        var reference = Read("custom_id,Subject,N,Stage,reasoning_text,applicable_rules\na,1,0,W,x,\"[\"\"W.1\"\"]\"\na,1,2,N2,x,\"[\"\"N2.1\"\", \"\"N2.2\"\"]\"\n");
        Assert.Equal([(0, "W.1"), (2, "N2.1 N2.2")], reference.Epochs.Select(epoch => (epoch.Index.Value, string.Join(' ', epoch.Rules))));
    }

    [Fact]
    public void Read_PlainHypnogram_HasStagesAlone()
    {
        var reference = Read("W\nN1\n?\n");
        Assert.Equal([SleepStage.W, SleepStage.N1, null], reference.Epochs.Select(epoch => epoch.Stage));
        Assert.False(reference.CitesRules);
        Assert.Null(reference.Epochs[0].Hypnodensity);
    }

    [Fact]
    public void Read_WhatReferenceLinesWrote_IsTheSame()
    {
        var read = Read(ReferenceLines.Of([(SleepStage.R, [new RuleId("R.1")]), (null, []), (SleepStage.W, [])]));
        Assert.Equal([SleepStage.R, null, SleepStage.W], read.Epochs.Select(epoch => epoch.Stage));
        Assert.Equal(["R.1"], read.Epochs[0].Rules.Select(rule => rule.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"epoch\":1,\"stage\":\"X\",\"applicable_rules\":[]}")]
    [InlineData("{\"epoch\":1,\"applicable_rules\":[")]
    [InlineData("nothing of the kind")]
    public void Read_NoStaging_SaysSoInOneSentence(string text) => Assert.DoesNotContain('\n', Assert.ThrowsAny<SleepVlmException>(() => Read(text)).Message);

    public void Dispose() => _folder.Dispose();
}
