using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SleepVLM.Contracts;
using SleepVLM.Plugins.HtmlReport;

namespace SleepVLM.Engine.Tests.Outputs;

public sealed partial class HtmlReportFormatTests
{
    private static Task<string> WriteAsync(Study study) => Studies.WriteTextAsync(new HtmlReportFormat(), study);

    [Fact]
    public async Task Write_Page_AsksForNothingOutside()
    {
        var html = await WriteAsync(Studies.Small);
        Assert.DoesNotMatch("(?i)(src|href)\\s*=\\s*[\"']?(https?:|//|file:)", html);
        Assert.DoesNotMatch("(?i)@import|url\\(", html);
        Assert.Contains("default-src 'none'", html);
    }

    [Fact]
    public async Task Write_SomeEpochsOfALongerRecording_SaysThatFiguresAreOfAPart()
    {
        var study = Studies.Small;
        Assert.DoesNotContain("Part of the recording only", await WriteAsync(study));
        var longer = study with { Recording = study.Recording with { Duration = study.Recording.Duration + TimeSpan.FromMinutes(10) } };
        Assert.Contains($"Part of the recording only: {study.Epochs.Count} of its {study.Epochs.Count + 20} epochs", await WriteAsync(longer));
    }

    [Fact]
    public async Task Write_Picture_HasItsChannelsBesideItInTheirOrder()
    {
        var html = await WriteAsync(Studies.Small);
        var listed = Regex.Matches(html, "<li>([A-Z][A-Za-z0-9]+)<small>").Select(match => match.Groups[1].Value);
        Assert.Equal(Studies.Small.Montage.Channels.Select(channel => channel.Role.ToString()), listed);
    }

    [Fact]
    public async Task Write_HostileText_StandsNowhereAsMarkup()
    {
        var study = Studies.Small;
        var html = await WriteAsync(study with
        {
            Recording = study.Recording with { Name = Studies.Hostile, Warnings = [Studies.Hostile] },
            Montage = new Montage([study.Montage.Channels[0] with { Note = Studies.Hostile, Labels = [Studies.Hostile] }], [Studies.Hostile]),
            Statistics = [new(Studies.Hostile, Studies.Hostile, 1, Studies.Hostile)],
        });
        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("<img src=x", html);
        Assert.Equal(1, Regex.Count(html, "<script>"));
        Assert.Equal(Regex.Count(html, "<script"), Regex.Count(html, "</script>"));
    }

    [Fact]
    public async Task Write_PolicyHashes_AreThoseOfScriptAndStyle()
    {
        var html = await WriteAsync(Studies.Small);
        foreach (var tag in new[] { "script", "style" })
        {
            var content = Regex.Match(html, $"<{tag}>(.*?)</{tag}>", RegexOptions.Singleline).Groups[1].Value;
            Assert.Contains($"{tag}-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'", System.Net.WebUtility.HtmlDecode(html));
        }
    }

    [Fact]
    public async Task Write_NoInlineStylesOrHandlers_WhichThePolicyWouldRefuse()
    {
        var markup = Regex.Replace(await WriteAsync(Studies.Small), "<(script|style).*?</\\1>", "", RegexOptions.Singleline);
        Assert.DoesNotMatch("<[^>]* (style|on[a-z]+)=", markup);
    }

    [Fact]
    public async Task Write_EveryEpoch_HasItsDataAndPicture()
    {
        var html = await WriteAsync(Studies.Small);
        var blocks = DataBlock().Matches(html).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        Assert.Equal(["e1", "e2", "e3", "e4", "index", "p1", "p3"], blocks.Keys.Order(StringComparer.Ordinal));
        using var third = JsonDocument.Parse(blocks["e3"]);
        Assert.Equal(Studies.Hostile.Replace('\ud83d', '\ufffd'), third.RootElement.GetProperty("reasoning_text").GetString());
        using var index = JsonDocument.Parse(blocks["index"]);
        Assert.Equal(["N2", "N3", "W", null], index.RootElement.GetProperty("epochs").EnumerateArray().Select(e => e.GetProperty("s").GetString()));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], Convert.FromBase64String(blocks["p1"]).Take(4));
    }

    [Fact]
    public async Task Write_ReviewedEpoch_StandsInTheQueueWithMarksOfItsEvents()
    {
        var html = await WriteAsync(Studies.Of(Studies.Reviewed) with
        {
            NightFindings = [new NightFinding("rem-chain", new RuleId("R.2"), new EpochIndex(0), new EpochIndex(3), CheckStrength.Strong, "No definite R.")],
        });
        Assert.Contains("What to look at first", html);
        Assert.Contains("No K complex there. <small>contradiction</small>", html);
        Assert.Contains("Epoch 1</a> to 4: No definite R.", html);
        Assert.Contains("\"marks\":[[\"spindle\",8,1.2,0,0.8,13.1,40]]", html);
        Assert.Contains("\"q\":0.4", html);
        Assert.Contains("<rect class=\"doubtful-mark\"", html);
    }

    [Fact]
    public async Task Write_NothingToLookAt_HasNoQueue() => Assert.DoesNotContain("What to look at first", await WriteAsync(Studies.Small));

    [Fact]
    public async Task Write_Truncated_IsMarked()
    {
        var html = await WriteAsync(Studies.Small);
        Assert.Matches("\"n\":3,[^}]*\"t\":true", html);
        Assert.Contains("this rationale is not complete", html);
    }

    [Fact]
    public async Task Write_NotApplicable_IsSaid() => Assert.Contains("not applicable", await WriteAsync(Studies.Small));

    [Fact]
    public async Task Write_NoEpochs_StillGivesAPage()
    {
        var html = await WriteAsync(Studies.Of());
        Assert.EndsWith("</html>\n", html);
        Assert.DoesNotContain("NaN", html);
    }

    [Fact]
    public async Task Write_EpochsWithHoles_DrawsEachRunOnce()
    {
        var html = await WriteAsync(Studies.Of(Studies.Decided(100, SleepStage.N2), Studies.Decided(101, SleepStage.N2), Studies.Decided(110, SleepStage.N2)));
        Assert.Equal(2, Regex.Count(html, "<rect class=\"fill-N2\" x="));
        Assert.Contains("aria-valuemin=\"101\" aria-valuemax=\"111\"", html);
    }

    /// <summary>Six hundred pictures of 100 kB are 80 MB of text; the writer must never hold more than one.</summary>
    [Fact]
    public async Task Write_LongNight_IsStreamed()
    {
        var study = Studies.Of([.. Enumerable.Range(0, 600).Select(i => Studies.Decided(i, SleepStage.N2))]) with { PicturePng = _ => new byte[100_000] };
        var counter = new CountingStream();
        await new HtmlReportFormat().WriteAsync(study, counter, CancellationToken.None);
        Assert.True(counter.Total > 60_000_000);
        Assert.True(counter.Largest < 2_000_000, $"{counter.Largest} bytes at once");
    }

    [GeneratedRegex("<script type=\"[a-z/]+\" id=\"([a-z0-9]+)\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex DataBlock();

    private sealed class CountingStream : MemoryStream
    {
        public long Total { get; private set; }

        public int Largest { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Total += buffer.Length;
            Largest = Math.Max(Largest, buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
