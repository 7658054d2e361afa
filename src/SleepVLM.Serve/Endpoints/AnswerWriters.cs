using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SleepVLM.Serve.Protocol;
using SleepVLM.Torch.Chat;

namespace SleepVLM.Serve.Endpoints;

/// <summary>Sends an answer as it is written.</summary>
internal interface IAnswerWriter
{
    Task WriteAsync(ChatDelta piece, CancellationToken cancellationToken);
}

/// <summary>Keeps all pieces and sends them as one.</summary>
internal sealed class WholeAnswer(HttpResponse response, CompletionJson json) : IAnswerWriter
{
    private readonly StringBuilder _text = new();
    private readonly List<ChatToken> _tokens = [];

    public async Task WriteAsync(ChatDelta piece, CancellationToken cancellationToken)
    {
        _text.Append(piece.Text);
        _tokens.AddRange(piece.Tokens);
        if (piece.End is not { } end) return;
        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(json.Whole(_text.ToString(), _tokens, end).ToText(), cancellationToken);
    }
}

/// <summary>Sends each piece as a server-sent event (HTML Living Standard, 9.2).</summary>
internal sealed class StreamedAnswer(HttpResponse response, CompletionJson json, bool includeUsage) : IAnswerWriter
{
    public async Task WriteAsync(ChatDelta piece, CancellationToken cancellationToken)
    {
        if (!response.HasStarted)
        {
            response.ContentType = "text/event-stream";
            response.Headers.CacheControl = "no-cache";
            await SendAsync(response, json.Opening(), cancellationToken);
        }

        if (piece.Text.Length > 0 || piece.Tokens.Count > 0) await SendAsync(response, json.Piece(piece), cancellationToken);
        if (piece.End is { } end)
        {
            await SendAsync(response, json.Closing(end), cancellationToken);
            if (includeUsage) await SendAsync(response, json.UsageChunk(end), cancellationToken);
            await response.WriteAsync("data: [DONE]\n\n", cancellationToken);
        }

        await response.Body.FlushAsync(cancellationToken);
    }

    /// <summary>Says in a stream that has begun why it ends.</summary>
    public static async Task WriteFailureAsync(HttpResponse response, RequestRefusal refusal)
    {
        if (response.ContentType == "text/event-stream") await SendAsync(response, refusal.ToJson(), CancellationToken.None);
    }

    private static Task SendAsync(HttpResponse response, JsonObject json, CancellationToken cancellationToken) =>
        response.WriteAsync($"data: {json.ToText()}\n\n", cancellationToken);
}
