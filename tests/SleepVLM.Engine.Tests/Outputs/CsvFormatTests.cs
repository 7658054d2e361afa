using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Plugins.Csv;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Outputs;

public sealed class CsvFormatTests
{
    private static async Task<List<IReadOnlyList<string>>> RowsAsync(Study study) =>
        [.. CsvText.Rows(await Studies.WriteTextAsync(new CsvFormat(), study), ',').Select(row => row.Fields)];

    [Fact]
    public async Task Write_EveryRow_HasTheHeadersFields()
    {
        var rows = await RowsAsync(Studies.Small);
        Assert.Equal(5, rows.Count);
        Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
        Assert.Equal(["1", "0.0", "30.0", "N2", "", "0.01", "0.05", "0.9", "0.03", "0.01", "N2.1", "not_assessable", "", "false"], rows[1].Take(14));
        Assert.Equal(["4", "90.0", "30.0", "", "signal_gap", "", "", "", "", "", "", "not_assessable", "", "false", "", "", "", "", ""], rows[4]);
    }

    [Fact]
    public async Task Write_Review_StandsInTheLastColumns()
    {
        var rows = await RowsAsync(Studies.Of(Studies.Reviewed));
        Assert.Equal(["review_score", "review_reasons", "second_opinions"], rows[0].TakeLast(3));
        Assert.Equal(["0.4", "No K complex there. | Unsure.", "rules:N1"], rows[1].TakeLast(3));
        Assert.Equal(("doubtful", "claimed-event: No K complex there."), (rows[1][11], rows[1][12]));
    }

    [Fact]
    public async Task Write_HostileText_ReadsBackWhole()
    {
        var rows = await RowsAsync(Studies.Small);
        Assert.Equal(Studies.Hostile.Replace('\ud83d', '\ufffd').Replace('\0', '\ufffd'), rows[3][14]);
        Assert.Equal("true", rows[3][13]);
        Assert.Contains("slow-wave-share: </script>", rows[2][12]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    public async Task Write_TextThatASpreadsheetWouldRun_IsMadeText(string text)
    {
        var field = (await RowsAsync(Studies.Of(Studies.Decided(0, SleepStage.W, text))))[1][14];
        Assert.StartsWith("'", field);
        Assert.EndsWith(text.TrimStart(), field);
    }

    [Fact]
    public async Task Write_Lines_EndInCrLf()
    {
        var text = await Studies.WriteTextAsync(new CsvFormat(), Studies.Of(Studies.Decided(0, SleepStage.W, "two\nlines")));
        Assert.Equal(2, text.Split("\r\n").Length - 1);
        Assert.Contains("\"two\nlines\"", text);
    }

    [Fact]
    public async Task Write_ThenRead_GivesTheSameHypnogram()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("x.csv"), await Studies.WriteAsync(new CsvFormat(), Studies.Small));
        Assert.Equal([SleepStage.N2, SleepStage.N3, SleepStage.W, null], HypnogramReader.Read(folder.File("x.csv")).ToStages());
    }
}
