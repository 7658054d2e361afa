using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Audit;

namespace SleepVLM.App.Commands.Audit;

/// <summary>Ledger entries as text. Control characters are escaped: a raw answer may hold what a terminal would obey.</summary>
internal static class EntryText
{
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>One JSON object per line.</summary>
    public static void WriteLines(IEnumerable<LedgerEntry> entries, TextWriter output)
    {
        foreach (var entry in entries) output.WriteLine(Spell(entry, indented: false));
    }

    /// <summary>One JSON object after the other, for people.</summary>
    public static void WriteIndented(IEnumerable<LedgerEntry> entries, TextWriter output)
    {
        foreach (var entry in entries) output.WriteLine(Spell(entry, indented: true));
    }

    private static string Spell(LedgerEntry entry, bool indented)
    {
        using var body = Parse(entry);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Encoder, Indented = indented }))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", entry.Sequence);
            json.WriteString("previous_sha256", entry.PreviousSha256);
            json.WriteString("sha256", entry.Sha256);
            json.WritePropertyName("body");
            body.RootElement.WriteTo(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static JsonDocument Parse(LedgerEntry entry)
    {
        try
        {
            return JsonDocument.Parse(entry.Body);
        }
        catch (JsonException error)
        {
            throw new SleepVlmException($"entry {entry.Sequence} is damaged; run 'sleepvlm audit verify'", error);
        }
    }
}
