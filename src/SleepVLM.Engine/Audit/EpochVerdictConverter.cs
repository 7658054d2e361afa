using System.Text.Json;
using System.Text.Json.Serialization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Audit;

/// <summary>Spells verdicts in small letters, and reads those of ledgers written before a doubtful epoch had a name of its own.</summary>
internal sealed class EpochVerdictConverter : JsonConverter<EpochVerdict>
{
    private const string FormerlySound = "supported";

    public override EpochVerdict Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var spelled = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (spelled == FormerlySound) return EpochVerdict.Sound;
        foreach (var verdict in Enum.GetValues<EpochVerdict>())
            if (Spell(verdict) == spelled) return verdict;
        throw new JsonException($"'{spelled}' is no verdict");
    }

    public override void Write(Utf8JsonWriter writer, EpochVerdict value, JsonSerializerOptions options) => writer.WriteStringValue(Spell(value));

    private static string Spell(EpochVerdict verdict) => JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString());
}
