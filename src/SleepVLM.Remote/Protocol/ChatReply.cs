using System.Text;
using System.Text.Json;
using OpenAI.Chat;
using SleepVLM.Contracts;

namespace SleepVLM.Remote.Protocol;

/// <summary>What a server answered, as plain data.</summary>
/// <param name="Text">The answer to the letter; a refusal where there is one instead.</param>
/// <param name="Truncated">Cut by the length limit.</param>
/// <param name="TokenCount">Tokens generated, 0 where the server does not count them.</param>
/// <param name="Tokens">The answer's tokens with their likeliest alternatives; empty where the server gives none.</param>
/// <param name="StageProbabilities">The model's probabilities of the stages, which servers of ours tell; null from others.</param>
internal sealed record ChatReply(string Text, bool Truncated, int TokenCount, IReadOnlyList<AnswerToken> Tokens, Hypnodensity? StageProbabilities)
{
    /// <summary>Reads a completion whole, so that everything missing in it shows here.</summary>
    /// <param name="completion">What the package read.</param>
    /// <param name="body">What it read that from.</param>
    /// <exception cref="RemoteFailure">It holds no answer.</exception>
    public static ChatReply Of(ChatCompletion completion, ReadOnlyMemory<byte> body)
    {
        if (completion.Content is not { } content) throw new RemoteFailure(FailureKind.Faulty, "the completion holds no message");
        var text = string.Concat(content.Where(part => part.Kind == ChatMessageContentPartKind.Text).Select(part => part.Text));
        var tokens = completion.ContentTokenLogProbabilities
            .Select(token => new AnswerToken(Bytes(token.Utf8Bytes, token.Token), token.LogProbability,
                [.. token.TopLogProbabilities.Select(other => new TokenChoice(Bytes(other.Utf8Bytes, other.Token), other.LogProbability))])).ToArray();
        return new ChatReply(
            text.Length > 0 ? text : completion.Refusal ?? "", completion.FinishReason == ChatFinishReason.Length,
            completion.Usage?.OutputTokenCount ?? tokens.Length, tokens, ReadStages(body));
    }

    private static Hypnodensity? ReadStages(ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOf("\"stage_probabilities\""u8) < 0) return null;
        using var json = JsonDocument.Parse(body);
        if (!json.RootElement.GetProperty("choices")[0].TryGetProperty("stage_probabilities", out var told) || told.ValueKind != JsonValueKind.Object) return null;
        var values = Array.ConvertAll(Enum.GetNames<SleepStage>(), name => told.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var share) ? share : float.NaN);
        return Array.TrueForAll(values, value => value is >= 0 and <= 1) && Math.Abs(values.Sum() - 1) < 0.01 ? Hypnodensity.FromValues(values) : null;
    }

    private static byte[] Bytes(ReadOnlyMemory<byte>? bytes, string? text) =>
        bytes is { Length: > 0 } given ? given.ToArray() : Encoding.UTF8.GetBytes(text ?? "");
}

/// <summary>One token of an answer.</summary>
/// <param name="Utf8">Its bytes.</param>
/// <param name="LogProbability">Natural logarithm of its probability.</param>
/// <param name="Choices">The likeliest tokens at this place, the one taken usually among them.</param>
internal sealed record AnswerToken(byte[] Utf8, double LogProbability, IReadOnlyList<TokenChoice> Choices);

/// <summary>A token that could have stood there.</summary>
/// <param name="Utf8">Its bytes.</param>
/// <param name="LogProbability">Natural logarithm of its probability.</param>
internal sealed record TokenChoice(byte[] Utf8, double LogProbability);
