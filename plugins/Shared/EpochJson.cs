using System.Globalization;
using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Plugins;

/// <summary>One staged epoch as members of a JSON object. Every epoch has the same members; an unscored one has a null stage and a reason.</summary>
internal static class EpochJson
{
    private static readonly SleepStage[] Stages = Enum.GetValues<SleepStage>();

    /// <summary>Writes the members into an object that the caller opens and closes.</summary>
    public static void WriteMembers(Utf8JsonWriter json, string recordingSha256, StudyEpoch epoch)
    {
        var decision = epoch.Outcome as StageDecision;
        json.WriteNumber("epoch", epoch.Outcome.Index.Number);
        json.WritePropertyName("onset_s");
        json.WriteRawValue(epoch.Outcome.Index.OnsetSeconds.ToString("0.0##", CultureInfo.InvariantCulture));
        json.WriteString("stage", decision?.Stage.ToString());
        if (epoch.Outcome is Unscored unscored)
        {
            json.WriteString("reason", Words.Of(unscored.Reason));
            json.WriteString("explanation", unscored.Explanation);
        }
        json.WriteStartArray("applicable_rules");
        foreach (var rule in decision?.Rationale.ApplicableRules ?? []) json.WriteStringValue(rule.Value);
        json.WriteEndArray();
        json.WriteString("reasoning_text", decision?.Rationale.Text ?? "");
        WriteHypnodensity(json, "hypnodensity", decision?.Hypnodensity);
        WriteHypnodensity(json, "window_hypnodensity", decision?.WindowHypnodensity);
        WriteReport(json, epoch.Report);
        ReviewJson.WriteReview(json, epoch.Review);
        ReviewJson.WriteQuality(json, epoch.Events?.Quality ?? []);
        json.WriteBoolean("truncated", decision?.Rationale.Truncated ?? false);
        WriteProvenance(json, recordingSha256, epoch.Outcome);
    }

    private static void WriteHypnodensity(Utf8JsonWriter json, string name, Hypnodensity? hypnodensity)
    {
        json.WritePropertyName(name);
        if (hypnodensity is not { } density)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        foreach (var stage in Stages) WriteNumber(json, stage.ToString(), Math.Round(density[stage], 6));
        json.WriteEndObject();
    }

    private static void WriteReport(Utf8JsonWriter json, RuleReport report)
    {
        json.WriteStartObject("rule_check");
        json.WriteString("verdict", Words.Of(report.Verdict));
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("check", finding.Check);
            json.WriteString("rule", finding.Rule?.Value);
            json.WriteString("verdict", Words.Of(finding.Verdict));
            json.WriteString("strength", Words.Of(finding.Strength));
            WriteSpan(json, finding.Span);
            json.WriteString("explanation", finding.Explanation);
            json.WriteString("operating_point", finding.OperatingPoint);
            json.WriteStartArray("evidence");
            foreach (var measurement in finding.Evidence) WriteMeasurement(json, measurement);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Characters of the rationale, from 0; null where a finding judges a rule or the whole epoch.</summary>
    private static void WriteSpan(Utf8JsonWriter json, TextSpan? span)
    {
        json.WritePropertyName("span");
        if (span is not { } words)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteNumber("start", words.Start);
        json.WriteNumber("length", words.Length);
        json.WriteEndObject();
    }

    private static void WriteMeasurement(Utf8JsonWriter json, Measurement measurement)
    {
        json.WriteStartObject();
        json.WriteString("name", measurement.Name);
        WriteNumber(json, "value", measurement.Value);
        json.WriteString("unit", measurement.Unit);
        json.WriteString("derivation", measurement.Derivation.ToString());
        WriteNumber(json, "onset_s", measurement.OnsetSeconds);
        WriteNumber(json, "duration_s", measurement.DurationSeconds);
        json.WriteEndObject();
    }

    private static void WriteProvenance(Utf8JsonWriter json, string recordingSha256, StagingOutcome outcome)
    {
        var provenance = outcome.Provenance;
        json.WriteStartObject("provenance");
        json.WriteString("recording_sha256", recordingSha256);
        json.WriteString("image_sha256", outcome.ImageSha256);
        json.WriteString("model", provenance.Model);
        json.WriteString("model_sha256", provenance.ModelSha256);
        if (provenance.Engine is { } engine) json.WriteString("engine", engine);
        json.WriteString("prompt", provenance.Prompt);
        json.WriteString("prompt_sha256", provenance.PromptSha256);
        if (provenance.PromptOrigin is { } origin) json.WriteString("prompt_origin", origin == PromptOrigin.ModelFolder ? "model_folder" : "user");
        if (provenance.RepetitionPenalty is { } penalty) json.WriteNumber("repetition_penalty", penalty);
        json.WriteString("render_style", provenance.RenderStyle);
        json.WriteString("rule_book_sha256", provenance.RuleBookSha256);
        json.WriteNumber("seed", provenance.Seed);
        json.WriteString("program", provenance.Program);
        json.WriteStartArray("notes");
        foreach (var note in provenance.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>JSON has no NaN and no infinity: such a value is null.</summary>
    internal static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
