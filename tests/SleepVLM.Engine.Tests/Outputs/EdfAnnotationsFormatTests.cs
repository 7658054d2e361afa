using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Recordings;
using SleepVLM.Plugins.EdfAnnotations;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Outputs;

public sealed class EdfAnnotationsFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private async Task<Recording> OpenAsync(Study study)
    {
        await File.WriteAllBytesAsync(_folder.File("x.edf"), await Studies.WriteAsync(new EdfAnnotationsFormat(), study));
        return Recording.Open(_folder.File("x.edf"));
    }

    [Fact]
    public async Task Write_ReaderFindsNothingToTolerate()
    {
        using var recording = await OpenAsync(Studies.Small);
        _ = recording.ReadAnnotations();
        Assert.Empty(recording.Warnings);
        Assert.Equal(new DateTime(2001, 2, 3, 22, 30, 0), recording.StartTime);
        Assert.Equal("EDF+C", recording.Format.DisplayName());
    }

    [Fact]
    public async Task Write_EveryEpoch_HasItsStage()
    {
        using var recording = await OpenAsync(Studies.Small);
        var stages = recording.ReadAnnotations().Where(a => a.Text.StartsWith("Sleep stage")).ToList();
        Assert.Equal(["Sleep stage N2", "Sleep stage N3", "Sleep stage W", "Sleep stage ?"], stages.Select(a => a.Text));
        Assert.Equal([0, 30, 60, 90], stages.Select(a => a.OnsetSeconds));
        Assert.All(stages, a => Assert.Equal(30, a.DurationSeconds));
    }

    [Fact]
    public async Task Write_Contradiction_IsARemarkAtItsEpoch()
    {
        using var recording = await OpenAsync(Studies.Of(Studies.Decided(0, SleepStage.W), Studies.Decided(1, SleepStage.N3, report: Studies.Contradiction())));
        var remark = Assert.Single(recording.ReadAnnotations(), a => a.Text.StartsWith("Rule check"));
        Assert.Equal("Rule check contradicted: slow-wave-share: Slow waves cover 19 % of the epoch, 5.6 of 30 s.", remark.Text);
        Assert.Equal(30, remark.OnsetSeconds);
    }

    [Fact]
    public async Task Write_DoubtAndNightReview_AreRemarksToo()
    {
        using var recording = await OpenAsync(Studies.Of(Studies.Reviewed, Studies.Decided(1, SleepStage.R)) with
        {
            NightFindings = [new NightFinding("rem-chain", null, new EpochIndex(1), new EpochIndex(2), CheckStrength.Strong, "No definite R.")],
        });
        var annotations = recording.ReadAnnotations().ToList();
        Assert.Equal("Rule check doubtful: claimed-event: No K complex there.", Assert.Single(annotations, a => a.Text.StartsWith("Rule check")).Text);
        var night = Assert.Single(annotations, a => a.Text.StartsWith("Night review"));
        Assert.Equal((30.0, 60.0), (night.OnsetSeconds, night.DurationSeconds!.Value));
    }

    [Fact]
    public async Task Write_HostileText_BreaksNoList()
    {
        using var recording = await OpenAsync(Studies.Of(Studies.Decided(0, SleepStage.N3, report: Studies.Contradiction("a\x14\x15\0b @@C4 " + new string('µ', 2_000))), Studies.Decided(1, SleepStage.R)));
        var annotations = recording.ReadAnnotations();
        Assert.Equal(3, annotations.Count);
        Assert.Contains("a   b @ @C4 µµ", annotations.Single(a => a.Text.StartsWith("Rule check")).Text);
        Assert.Empty(recording.Warnings);
    }

    [Fact]
    public async Task Write_LongNight_FillsSeveralRecords()
    {
        using var recording = await OpenAsync(Studies.Of([.. Enumerable.Range(0, 1_200).Select(i => Studies.Decided(i, SleepStage.N3, report: Studies.Contradiction()))]));
        Assert.True(recording.RecordCount > 1);
        Assert.Equal(2_400, recording.ReadAnnotations().Count);
        Assert.Empty(recording.Warnings);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1969-07-20T20:17:40")]
    [InlineData("2100-01-01T00:00:00")]
    [InlineData("2001-02-03T22:30:00.25")]
    public async Task Write_AnyStartTime_OnsetsStartAtTheRecordingsStart(string? start)
    {
        var study = Studies.Of(Studies.Decided(0, SleepStage.W));
        DateTime? time = start is null ? null : DateTime.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        using var recording = await OpenAsync(study with { Recording = study.Recording with { StartTime = time } });
        Assert.Equal(0, Assert.Single(recording.ReadAnnotations()).OnsetSeconds, 6);
        Assert.Empty(recording.Warnings);
        if (time is not null) Assert.Equal(time, recording.StartTime);
    }

    [Fact]
    public async Task Write_Header_NamesNobody()
    {
        var bytes = await Studies.WriteAsync(new EdfAnnotationsFormat(), Studies.Small);
        Assert.Equal("X X X X".PadRight(80), Encoding.ASCII.GetString(bytes, 8, 80));
        Assert.Equal("Startdate 03-FEB-2001 X X SleepVLM".PadRight(80), Encoding.ASCII.GetString(bytes, 88, 80));
        Assert.DoesNotContain("night", Encoding.Latin1.GetString(bytes));
    }

    [Fact]
    public async Task Write_ThenRead_GivesTheSameHypnogram()
    {
        (await OpenAsync(Studies.Small)).Dispose();
        Assert.Equal([SleepStage.N2, SleepStage.N3, SleepStage.W, null], HypnogramReader.Read(_folder.File("x.edf")).ToStages());
    }

    public void Dispose() => _folder.Dispose();
}
