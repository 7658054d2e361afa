using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests;

public sealed class InfoCommandTests : IDisposable
{
    private static readonly string Golden = Repository.Golden("render/synthetic-missing-channels/recording.edf");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Info_Recording_IsDone() => Assert.Equal(ExitCode.Done, await CommandLine.RunAsync(["info", Golden]));

    [Theory]
    [InlineData("info", "nowhere.edf")]
    [InlineData("info", "{golden}", "--map", "Chin=nowhere")]
    [InlineData("info", "{golden}", "--map", "Leg=LOC")]
    [InlineData("info")]
    public async Task Info_BadInput_ExitsWithTwo(params string[] arguments) =>
        Assert.Equal(ExitCode.BadInput, await CommandLine.RunAsync([.. arguments.Select(argument => argument.Replace("{golden}", Golden, StringComparison.Ordinal))]));

    [Fact]
    public void Report_AsJson_HoldsSignalsMontageAndChoices()
    {
        var root = Json(Golden, "F4=C4-M1");
        Assert.Equal("EDF", root.GetProperty("format").GetString());
        Assert.Equal(90, root.GetProperty("duration_s").GetDouble());
        Assert.Equal(400, root.GetProperty("signals")[3].GetProperty("sample_rate_hz").GetDouble());
        var channels = root.GetProperty("montage").GetProperty("channels");
        Assert.Equal(["F4", "C4", "LOC", "ROC", "Chin"], channels.EnumerateArray().Select(channel => channel.GetProperty("role").GetString()));
        Assert.Equal("Mapped", channels[0].GetProperty("origin").GetString());
        Assert.Equal("M1", channels[1].GetProperty("derivation").GetProperty("reference").GetString());
        Assert.Empty(root.GetProperty("gaps").EnumerateArray());
    }

    [Fact]
    public void Report_StagesAndOtherAnnotations_CountsAllAndShowsStagesOnly()
    {
        Annotation[] annotations =
            [new(0, 60, "Sleep stage W"), new(60, 30, "Sleep stage N2@@EEG C4-M1"), new(90, 30, "Sleep stage W"), new(95, null, "Mrs Secret snores"), new(96, null, "Sleep stage Secret")];
        var path = _folder.File("scored.edf");
        EdfPlusFile.Write(path, new EdfPlusHeader(new DateTime(2024, 1, 1, 22, 0, 0), 30, [new("Thorax", 300, -100, 100)]), [new float[1200]], annotations);

        var root = Json(path);
        Assert.Equal(5, root.GetProperty("annotations").GetProperty("count").GetInt32());
        var stages = root.GetProperty("annotations").GetProperty("stage_minutes");
        Assert.Equal([("W", 1.5), ("N2", 0.5)], stages.EnumerateObject().Select(stage => (stage.Name, stage.Value.GetDouble())));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("montage").ValueKind);
        Assert.Contains("--map", root.GetProperty("montage_problem").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", root.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", Plain(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_AsText_AlignsColumnsAndShowsEveryNote()
    {
        var lines = Plain(Golden).Split('\n');
        Assert.Contains("  duration     0:01:30 (90 s, 3 whole epochs)", lines);
        Assert.Contains("  C4    C4-M1       C4-M1     200  uV    recorded", lines);
        Assert.Contains("  not in the recording: F4, O2", lines);
    }

    [Fact]
    public void Gaps_BetweenSegments_AreTold() => Assert.Equal(
        [new GapReport(60, 40), new GapReport(130, 0.5)],
        GapReport.Of([new(0, 2, 0, 60), new(2, 1, 100, 30), new(3, 1, 130.5, 30)]));

    private static RecordingReport Report(string path, params string[] maps)
    {
        using var recording = Recording.Open(path);
        return RecordingReport.Of(recording, new MontageOptions(ChannelMapping.ParseAll(maps)), CancellationToken.None);
    }

    private static JsonElement Json(string path, params string[] maps) =>
        JsonDocument.Parse(JsonSerializer.Serialize(Report(path, maps), RecordingReport.JsonOptions)).RootElement;

    private static string Plain(string path)
    {
        using var text = new StringWriter { NewLine = "\n" };
        PlainReport.Write(InfoSections.Of(Report(path)), text);
        return text.ToString();
    }
}
