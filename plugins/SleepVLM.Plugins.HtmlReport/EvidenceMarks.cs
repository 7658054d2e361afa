using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Plugins.HtmlReport;

/// <summary>Detected events of one epoch for the marks over its picture: few bytes each, for a night has many.</summary>
internal static class EvidenceMarks
{
    /// <summary>Each event as kind, seconds from the start of the epoch, length, row of the picture, score, frequency and amplitude.</summary>
    public static void Write(Utf8JsonWriter json, Montage montage, StudyEpoch epoch)
    {
        json.WriteStartArray("marks");
        foreach (var found in epoch.Events?.Events ?? [])
        {
            var onset = found.OnsetSeconds - epoch.Outcome.Index.OnsetSeconds;
            if (montage.RowOf(found.Channel) is var row && (row < 0 || onset >= EpochIndex.Duration.TotalSeconds || onset + found.DurationSeconds <= 0)) continue;
            json.WriteStartArray();
            json.WriteStringValue(Words.Of(found.Kind));
            json.WriteNumberValue(Math.Round(onset, 2));
            json.WriteNumberValue(Math.Round(found.DurationSeconds, 2));
            json.WriteNumberValue(row);
            json.WriteNumberValue(Math.Round(found.Score, 2));
            json.WriteNumberValue(Math.Round(found.FrequencyHz, 1));
            json.WriteNumberValue(Math.Round(found.AmplitudeMicrovolts));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
