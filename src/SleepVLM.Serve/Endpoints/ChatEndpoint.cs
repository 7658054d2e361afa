using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Serve.Operation;
using SleepVLM.Serve.Protocol;
using SleepVLM.Torch.Chat;

namespace SleepVLM.Serve.Endpoints;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
/// <param name="model">Answers.</param>
/// <param name="rules">The rule book, for forms of answers.</param>
/// <param name="settings">Limits.</param>
/// <param name="admission">Lets requests in.</param>
/// <param name="metrics">Counts.</param>
/// <param name="stopping">Answers that still run are given up.</param>
internal sealed class ChatEndpoint(ChatModel model, RuleBook rules, ServeSettings settings, Admission admission, ServeMetrics metrics, CancellationToken stopping)
{
    // What the web calls a client that went away before the answer; nobody sees it but the metrics.
    private const int ClientWentAway = 499;

    private readonly ChatRequestReader _reader = new(model.Identity.Name, model.Card, rules, settings);

    // Pictures are unpacked by so many at a time, so that what they take does not grow with the number of clients.
    private readonly SemaphoreSlim _unpacking = new(Environment.ProcessorCount);

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
            metrics.Ended(context.Response.StatusCode);
        }
        catch (Exception error)
        {
            metrics.Ended(await FailAsync(context, error));
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        // Before the body is read, so that no more bodies lie in memory than there are places.
        using var place = admission.TryEnter() ?? throw NoPlace();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var (request, prompt) = await ReadAsync(context.Request, gone.Token);
        var json = new CompletionJson(model.Identity.Name, request.Question.Decoding.Alternatives is not null);
        IAnswerWriter writer = request.Stream ? new StreamedAnswer(context.Response, json, request.IncludeUsage) : new WholeAnswer(context.Response, json);
        TimeSpan? untilFirst = null;
        await foreach (var piece in model.AnswerAsync(prompt, gone.Token))
        {
            untilFirst ??= Stopwatch.GetElapsedTime(started);
            await writer.WriteAsync(piece, gone.Token);
            if (piece.End is { } end) metrics.Answered(untilFirst.Value, Stopwatch.GetElapsedTime(started), end);
        }
    }

    private async Task<(ChatRequest Request, ChatPrompt Prompt)> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        // Any other type could be sent from a page in a browser without the browser asking first.
        if (!http.HasJsonContentType()) throw new RequestRefusal(StatusCodes.Status415UnsupportedMediaType, "the body must be sent as application/json", "unsupported_media_type");
        if (http.ContentLength > settings.MaxBodyBytes) throw TooLarge();
        // A body that does not tell its length is cut at the limit.
        if (http.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = settings.MaxBodyBytes;
        using var body = await ParseAsync(http, cancellationToken);
        await _unpacking.WaitAsync(cancellationToken);
        try
        {
            var request = _reader.Read(body.RootElement);
            var prompt = Prepare(request.Question);
            return prompt.TokenCount <= settings.MaxPromptTokens ? (request, prompt) : throw new RequestRefusal(
                StatusCodes.Status400BadRequest, $"messages: {prompt.TokenCount} tokens are above {settings.MaxPromptTokens}, this server's limit", "context_length_exceeded", "messages");
        }
        finally
        {
            _unpacking.Release();
        }
    }

    private static async Task<JsonDocument> ParseAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonDocument.ParseAsync(http.Body, new JsonDocumentOptions { AllowDuplicateProperties = false }, cancellationToken);
        }
        catch (JsonException error)
        {
            throw new RequestRefusal(StatusCodes.Status400BadRequest, $"the body is no JSON: {error.Message}", "invalid_json");
        }
    }

    private ChatPrompt Prepare(ChatQuestion question)
    {
        try
        {
            return model.Prepare(question);
        }
        catch (SleepVlmException error)
        {
            throw RequestRefusal.Invalid("messages", error.Message);
        }
        catch (ArgumentException error)
        {
            throw RequestRefusal.Unsupported("response_format", error.Message.Split(" (Parameter")[0]);
        }
    }

    private RequestRefusal NoPlace() => admission.IsClosed
        ? new RequestRefusal(StatusCodes.Status503ServiceUnavailable, "the server is about to stop and takes no more requests", "stopping") { RetryAfter = settings.DrainTime }
        : new RequestRefusal(StatusCodes.Status429TooManyRequests, $"{settings.MostRequests} requests are being answered or wait, which is all this server takes; try again later", "queue_full") { RetryAfter = admission.Pause };

    private RequestRefusal TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, $"the body has more than {settings.MaxBodyBytes} bytes, this server's limit", "request_too_large");

    // Returns the status that the metrics see.
    private async Task<int> FailAsync(HttpContext context, Exception error)
    {
        if (context.RequestAborted.IsCancellationRequested) return ClientWentAway;
        var refusal = error switch
        {
            RequestRefusal known => known,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(),
            BadHttpRequestException bad => new RequestRefusal(bad.StatusCode, bad.Message, "bad_request"),
            OperationCanceledException or ObjectDisposedException => new RequestRefusal(StatusCodes.Status503ServiceUnavailable, "the server stopped before the answer was written", "stopping"),
            _ => new RequestRefusal(StatusCodes.Status500InternalServerError, "the model failed; the server's own messages say why", "internal_error"),
        };
        if (refusal.Status == StatusCodes.Status500InternalServerError) settings.Notice($"a request failed: {error.Message.ReplaceLineEndings(" ")}");
        if (context.Response.HasStarted) await StreamedAnswer.WriteFailureAsync(context.Response, refusal);
        else await refusal.WriteAsync(context.Response);
        return refusal.Status;
    }
}
