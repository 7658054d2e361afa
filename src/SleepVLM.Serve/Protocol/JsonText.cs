using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SleepVLM.Serve.Protocol;

/// <summary>JSON as text for programs and people alike: only what JSON itself needs is escaped.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToText(this JsonObject json) => json.ToJsonString(Plain);
}
