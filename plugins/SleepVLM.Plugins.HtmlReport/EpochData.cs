using System.Text;
using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>The epochs as data at the end of the page: a short index of all, then one block with texts and one with the picture for each.</summary>
/// <remarks>The JSON writer's own encoder spells angle brackets and ampersands as escapes, so no text can end its block.</remarks>
internal static class EpochData
{
    /// <summary>Top probability below which an epoch is worth a second look.</summary>
    public const double LowConfidence = 0.6;

    private const int MaxIndexText = 90;
    private static readonly SleepStage[] Stages = Enum.GetValues<SleepStage>();

    public static bool IsTruncated(StudyEpoch epoch) => epoch.Outcome is StageDecision { Rationale.Truncated: true };

    public static bool IsUncertain(StudyEpoch epoch) => Confidence(epoch) < LowConfidence;

    public static void WriteIndex(HtmlWriter html, Study study)
    {
        WriteJson(html, "index", json =>
        {
            json.WriteStartArray("epochs");
            foreach (var epoch in study.Epochs) WriteIndexEntry(json, study.Recording, epoch);
            json.WriteEndArray();
        });
    }

    public static void Write(HtmlWriter html, Study study, StudyEpoch epoch)
    {
        var number = epoch.Outcome.Index.Number;
        WriteJson(html, FormattableString.Invariant($"e{number}"), json =>
        {
            EpochJson.WriteMembers(json, study.Recording.Sha256, epoch);
            EvidenceMarks.Write(json, study.Montage, epoch);
        });
        var picture = study.PicturePng(epoch.Outcome.Index);
        if (picture.IsEmpty) return;
        html.Write($"<script type=\"text/plain\" id=\"p{number}\">");
        html.Raw(Convert.ToBase64String(picture.Span));
        html.Raw("</script>\n");
    }

    private static void WriteIndexEntry(Utf8JsonWriter json, RecordingSummary recording, StudyEpoch epoch)
    {
        json.WriteStartObject();
        json.WriteNumber("n", epoch.Outcome.Index.Number);
        json.WriteString("at", Clock.At(recording, epoch.Outcome.Index.OnsetSeconds, withSeconds: true));
        json.WriteString("s", (epoch.Outcome as StageDecision)?.Stage.ToString());
        json.WriteString("v", Words.Of(epoch.Report.Verdict));
        if (IsTruncated(epoch)) json.WriteBoolean("t", true);
        if (IsUncertain(epoch)) json.WriteBoolean("u", true);
        if (epoch.Review is { Score: > 0 } review) json.WriteNumber("q", review.Score);
        if (Confidence(epoch) is { } confidence) json.WriteNumber("p", Math.Round(confidence, 3));
        var why = epoch.Outcome is Unscored unscored ? unscored.Explanation : epoch.Review?.Reasons.FirstOrDefault()?.Explanation;
        if (why is not null) json.WriteString("why", why.Length <= MaxIndexText ? why : why[..MaxIndexText] + "…");
        json.WriteEndObject();
    }

    private static double? Confidence(StudyEpoch epoch)
    {
        if (epoch.Outcome is not StageDecision { Hypnodensity: { } density }) return null;
        var top = Stages.Max(stage => density[stage]);
        return float.IsFinite(top) ? top : null;
    }

    private static void WriteJson(HtmlWriter html, string id, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        html.Write($"<script type=\"application/json\" id=\"{id}\">");
        html.Raw(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        html.Raw("</script>\n");
    }
}
