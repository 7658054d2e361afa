using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Audit;

/// <summary>One spelling for one value, so that equal entries have equal hashes.</summary>
/// <remarks>
/// UTF-8 without white space, members sorted by their names' UTF-16 code units, shortest numbers that read back the same
/// (in the spirit of RFC 8785). Values JSON has no number for are the strings NaN, Infinity and -Infinity.
/// </remarks>
internal static class CanonicalJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter<SleepStage>(),
            new JsonStringEnumConverter<ChannelRole>(),
            new EpochVerdictConverter(),
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
            new RuleIdConverter(),
        },
    };

    /// <summary>The value's one spelling.</summary>
    public static string Write<T>(T value)
    {
        using var document = JsonSerializer.SerializeToDocument(value, Options);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Options.Encoder }))
            WriteSorted(document.RootElement, writer);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Reads a value back; the members' order does not matter.</summary>
    /// <exception cref="JsonException">The text is not such a value.</exception>
    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("null where a value must stand");

    private static void WriteSorted(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(member.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) WriteSorted(item, writer);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private sealed class RuleIdConverter : JsonConverter<RuleId>
    {
        public override RuleId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new(reader.GetString() ?? throw new JsonException("null where a rule identifier must stand"));

        public override void Write(Utf8JsonWriter writer, RuleId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
