using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Plugins.JsonLines;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Outputs;

public sealed class JsonLinesFormatTests
{
    private static async Task<string[]> LinesAsync(Study study)
    {
        var text = await Studies.WriteTextAsync(new JsonLinesFormat(), study);
        Assert.EndsWith("\n", text);
        return text[..^1].Split('\n');
    }

    [Fact]
    public async Task Write_Decision_HasTheDocumentedMembersInOrder()
    {
        var line = (await LinesAsync(Studies.Small))[0];
        Assert.StartsWith(
            """{"epoch":1,"onset_s":0.0,"stage":"N2","applicable_rules":["N2.1"],"reasoning_text":"A K complex stands out at 12 s.","hypnodensity":{"W":0.01,"N1":0.05,"N2":0.9,"N3":0.03,"R":0.01},"window_hypnodensity":null,"rule_check":{"verdict":"not_assessable","findings":[]},"review":null,"signal_quality":[],"truncated":false,"provenance":{""",
            line);
    }

    [Fact]
    public async Task Write_Findings_CarryEvidence()
    {
        using var line = JsonDocument.Parse((await LinesAsync(Studies.Of(Studies.Decided(0, SleepStage.N3, report: Studies.Contradiction()))))[0]);
        var check = line.RootElement.GetProperty("rule_check");
        Assert.Equal("contradicted", check.GetProperty("verdict").GetString());
        Assert.Equal(
            """{"check":"slow-wave-share","rule":"N3.1","verdict":"contradicted","strength":"strong","span":null,"explanation":"Slow waves cover 19 % of the epoch, 5.6 of 30 s.","operating_point":"","evidence":[{"name":"slow-wave seconds","value":5.6,"unit":"s","derivation":"F4-M1","onset_s":0,"duration_s":30},{"name":"odd","value":null,"unit":"uV","derivation":"E1","onset_s":1.5,"duration_s":2.25}]}""",
            check.GetProperty("findings")[0].GetRawText());
        Assert.Equal(JsonValueKind.Null, check.GetProperty("findings")[1].GetProperty("rule").ValueKind);
    }

    [Fact]
    public async Task Write_SpanReviewAndQuality_StandInTheLine()
    {
        using var line = JsonDocument.Parse((await LinesAsync(Studies.Of(Studies.Reviewed)))[0]);
        var finding = line.RootElement.GetProperty("rule_check").GetProperty("findings")[0];
        Assert.Equal("""{"start":2,"length":9}""", finding.GetProperty("span").GetRawText());
        Assert.Equal("within 1.5 s", finding.GetProperty("operating_point").GetString());
        Assert.Equal(
            """{"score":0.4,"reasons":[{"concern":"contradiction","weight":0.25,"explanation":"No K complex there."},{"concern":"low_confidence","weight":0.2,"explanation":"Unsure."}],"second_opinions":[{"decider":"rules","stage":"N1","probability":0.7}]}""",
            line.RootElement.GetProperty("review").GetRawText());
        Assert.Equal(
            """[{"channel":"F4","derivation":"F4-M1","assessable":false,"unusable_s":21,"faults":["flat","mains_hum"]}]""",
            line.RootElement.GetProperty("signal_quality").GetRawText());
    }

    [Fact]
    public async Task Write_Unscored_HasNullStageAndReason()
    {
        using var line = JsonDocument.Parse((await LinesAsync(Studies.Small))[3]);
        Assert.Equal(JsonValueKind.Null, line.RootElement.GetProperty("stage").ValueKind);
        Assert.Equal("signal_gap", line.RootElement.GetProperty("reason").GetString());
        Assert.Equal(90.0, line.RootElement.GetProperty("onset_s").GetDouble());
        Assert.Equal(JsonValueKind.Null, line.RootElement.GetProperty("hypnodensity").ValueKind);
    }

    [Fact]
    public async Task Write_HostileText_StaysOneLineAndReadsBack()
    {
        var lines = await LinesAsync(Studies.Small);
        Assert.Equal(4, lines.Length);
        Assert.DoesNotContain('\u2028', lines[2]);
        using var line = JsonDocument.Parse(lines[2]);
        Assert.Equal(Studies.Hostile.Replace('\ud83d', '\ufffd'), line.RootElement.GetProperty("reasoning_text").GetString());
        Assert.True(line.RootElement.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task Write_ThenRead_GivesTheSameHypnogram()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("x.jsonl"), await Studies.WriteAsync(new JsonLinesFormat(), Studies.Small));
        Assert.Equal([SleepStage.N2, SleepStage.N3, SleepStage.W, null], HypnogramReader.Read(folder.File("x.jsonl")).ToStages());
    }

    [Fact]
    public async Task Write_Cancelled_Stops() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => new JsonLinesFormat().WriteAsync(Studies.Small, Stream.Null, new CancellationToken(true)));
}
