using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Plugins;

/// <summary>What the review of the night says of an epoch, as members of its JSON object.</summary>
internal static class ReviewJson
{
    /// <summary>Why the epoch asks for a look, or null where the night was not reviewed.</summary>
    public static void WriteReview(Utf8JsonWriter json, EpochReview? review)
    {
        json.WritePropertyName("review");
        if (review is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        EpochJson.WriteNumber(json, "score", review.Score);
        json.WriteStartArray("reasons");
        foreach (var reason in review.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("concern", Words.Of(reason.Concern));
            EpochJson.WriteNumber(json, "weight", Math.Round(reason.Weight, 4));
            json.WriteString("explanation", reason.Explanation);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("second_opinions");
        foreach (var opinion in review.Opinions)
        {
            json.WriteStartObject();
            json.WriteString("decider", opinion.Decider);
            json.WriteString("stage", opinion.Stage.ToString());
            EpochJson.WriteNumber(json, "probability", opinion.Probability ?? double.NaN);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What is wrong with each channel; empty where nobody looked.</summary>
    public static void WriteQuality(Utf8JsonWriter json, IReadOnlyList<SignalQuality> quality)
    {
        json.WriteStartArray("signal_quality");
        foreach (var channel in quality)
        {
            json.WriteStartObject();
            json.WriteString("channel", channel.Channel.ToString());
            json.WriteString("derivation", channel.Derivation.ToString());
            json.WriteBoolean("assessable", channel.IsAssessable);
            json.WriteNumber("unusable_s", channel.UnusableSeconds);
            json.WriteStartArray("faults");
            foreach (var fault in Words.Of(channel.Faults)) json.WriteStringValue(fault);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
