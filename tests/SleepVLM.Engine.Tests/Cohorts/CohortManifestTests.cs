using SleepVLM.Contracts;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Tests.Cohorts;

public sealed class CohortManifestTests(CohortFolder folder) : IClassFixture<CohortFolder>
{
    [Fact]
    public void Read_TwoSubjectsOfEdfAndCsv_LoadsSignalsAndStages()
    {
        var cohort = folder.Read("recording,hypnogram,subject,split\na.edf,a.csv,s1,train\nb.edf,b.csv,s2,validation\n");
        Assert.Equal([CohortSplit.Train, CohortSplit.Validation], cohort.Recordings.Select(recording => recording.Split));
        Assert.Equal(["s1", "s2"], cohort.Recordings.Select(recording => recording.Subject));
        for (var i = 0; i < 2; i++)
        {
            var night = cohort.Recordings[i].Load(RenderStyle.SleepVlm(), null, default);
            Assert.Equal(folder.Nights[i].Epochs.Select(epoch => (SleepStage?)epoch.Stage), night.Stages);
            Assert.Equal(6, night.Night.Montage.Channels.Count);
            Assert.Equal(20, night.Night.EpochCount);
        }
    }

    /// <summary>Nothing but the column that must be there: the recording's own annotations, a subject for each file, splits drawn.</summary>
    [Fact]
    public void Read_RecordingsAlone_TakesAnnotationsAndDrawsSplits()
    {
        var cohort = folder.Read("recording\na.edf\nb.edf\n");
        Assert.Equal(folder.Nights[1].Epochs.Select(epoch => (SleepStage?)epoch.Stage), cohort.Recordings[1].Stages);
        Assert.Equal(["a", "b"], cohort.Recordings.Select(recording => recording.Subject));
        Assert.Single(cohort.Of(CohortSplit.Train));
        Assert.Single(cohort.Of(CohortSplit.Validation));
    }

    [Fact]
    public void Read_ChannelsNamedByHand_AreTaken()
    {
        var cohort = folder.Read("recording;map\na.edf;\"F4=EEG C4-M1; Chin=EMG Chin1-Chin2\"\n");
        Assert.Equal(new Derivation("C4", "M1"), cohort.Recordings[0].Montage.Channels[0].Derivation);
    }

    [Fact]
    public void Read_EverythingWrong_ListsItAllAtOnce()
    {
        folder.Write("bad.csv", "epoch,stage\n1,W\n2,X9\n");
        folder.Write("long.txt", string.Concat(Enumerable.Repeat("N2\n", 30)));
        var problems = folder.Problems(
            "recording,hypnogram,subject,split,rationales,map\n" +
            "none.edf,,s1,train,,\n" +
            "a.edf,a.csv,s1,sometimes,,F9=x\n" +
            "b.edf,bad.csv,s3,train,,\n" +
            "a.csv,a.csv,s4,test,,\n" +
            "b.edf,long.txt,s3,test,,\n" +
            "a.edf,none.csv,s6,,,\n" +
            "b.edf,b.csv,s7,,none.jsonl,\n");
        string[] expected =
        [
            "cohort.csv: line 2: none.edf",
            "cohort.csv: line 3: 'sometimes' is no split",
            "cohort.csv: line 3: --map 'F9=x'",
            "cohort.csv: line 4: bad.csv: line 3: 'X9' is no sleep stage",
            "cohort.csv: line 5: a.csv",
            "cohort.csv: line 6: subject 's3' is in test here and in train on line 4",
            "cohort.csv: line 6: b.edf: it is on line 4 already",
            "cohort.csv: line 6: long.txt: 10 scored epochs lie outside the recording, which has 20",
            "cohort.csv: line 7: none.csv: there is no such file",
            "cohort.csv: line 7: a.edf: it is on line 3 already",
            "cohort.csv: line 8: none.jsonl: there is no such file",
        ];
        Assert.All(expected, start => Assert.Contains(problems, problem => problem.StartsWith(start, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, problems.Count);
    }

    [Theory]
    [InlineData("", "the first line must name the columns")]
    [InlineData("hypnogram\na.csv\n", "the first line must name the columns")]
    [InlineData("recording,stages\na.edf,a.csv\n", "column 'stages' is not known")]
    [InlineData("recording\n", "it names no recording")]
    [InlineData("recording\na.edf,b\n", "it has 2 fields where the header names 1")]
    public void Read_NoManifest_SaysWhatItNeeds(string text, string problem) => Assert.Contains(folder.Problems(text), one => one.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Read_RecordingWithoutAnnotations_AsksForTheHypnogram()
    {
        EdfPlusFile.Write(
            folder.File("plain.edf"), new EdfPlusHeader(new DateTime(2020, 1, 1), 1, [new EdfPlusSignal("EEG C4-M1", 100, -200, 200)]), [new float[6000]]);
        Assert.Contains("name its scoring in the column hypnogram", Assert.Single(folder.Problems("recording\nplain.edf\n")));
    }

    [Fact]
    public void Read_UnscoredEpochs_AreSkippedAndCounted()
    {
        folder.Write("part.csv", "epoch,stage\n3,W\n4,?\n5,N1\n");
        var recording = folder.Read("recording,hypnogram\na.edf,part.csv\n").Recordings[0];
        Assert.Equal((2, 18), (recording.ScoredCount, recording.UnscoredCount));
        Assert.Equal([null, null, SleepStage.W, null, SleepStage.N1], recording.Stages.Take(5));
    }

    [Fact]
    public void Read_Rationales_AreThoseOfTheScoredStage()
    {
        var stages = folder.Nights[0].Epochs.Select(epoch => epoch.Stage).ToList();
        var other = stages[2] == SleepStage.N3 ? SleepStage.W : SleepStage.N3;
        string Line(int epoch, SleepStage stage) => $$"""{"epoch":{{epoch}},"stage":"{{stage}}","reasoning_text":"Because.","applicable_rules":["N1.2"]}""" + "\n";
        folder.Write("r.jsonl", Line(1, stages[0]) + Line(2, stages[1]) + Line(3, other));
        var recording = folder.Read("recording,rationales\na.edf,r.jsonl\n").Recordings[0];
        Assert.Equal((2, 2), (recording.RationaleCount, recording.RuleCount));
        Assert.Equal("Because.", recording.Rationales[1]!.Text);
        Assert.Null(recording.Rationales[2]);
        Assert.Contains("1 rationales argue for another stage", Assert.Single(recording.Notes));
    }

    [Fact]
    public void SplitDraw_IsBySubjectAndSeed_AndNotByOrder()
    {
        ManifestRow Row(string subject, int night) => new(night, $"{subject}{night}", null, subject, null, null, new());
        ManifestRow[] rows = [.. Enumerable.Range(0, 40).SelectMany(i => new[] { Row($"s{i}", 1), Row($"s{i}", 2) })];
        IReadOnlyDictionary<string, CohortSplit> Draw(IReadOnlyList<ManifestRow> of, ulong seed) => SplitDraw.Draw("m", of, new CohortOptions(seed, 0.2, 0.1), []);
        var drawn = Draw(rows, 1);
        Assert.Equal([28, 8, 4], Enum.GetValues<CohortSplit>().Select(split => drawn.Values.Count(drawnSplit => drawnSplit == split)));
        Assert.Equal(drawn.OrderBy(one => one.Key), Draw([.. rows.Reverse()], 1).OrderBy(one => one.Key));
        Assert.NotEqual(drawn.OrderBy(one => one.Key), Draw(rows, 2).OrderBy(one => one.Key));
    }
}
