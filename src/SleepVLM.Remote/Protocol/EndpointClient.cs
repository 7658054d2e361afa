using System.ClientModel.Primitives;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace SleepVLM.Remote.Protocol;

/// <summary>Speaks with one server. Every failure comes out as a <see cref="RemoteFailure"/>.</summary>
internal sealed class EndpointClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string? _apiKey;
    private readonly OpenAIClientOptions _options;

    /// <param name="address">The server.</param>
    /// <param name="settings">Key and times.</param>
    /// <param name="largestBytes">Longest body accepted.</param>
    public EndpointClient(RemoteAddress address, RemoteSettings settings, long largestBytes)
    {
        (Address, _apiKey) = (address, settings.ApiKey);
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = settings.ConnectTimeout,
            // A redirect would carry the pictures to a server that nobody named; a proxy has no business with this machine's own.
            AllowAutoRedirect = false,
            UseProxy = address.IsElsewhere,
            AutomaticDecompression = DecompressionMethods.All,
        };
        _http = new HttpClient(new BoundedBody(handler, largestBytes)) { Timeout = Timeout.InfiniteTimeSpan };
        if (_apiKey is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _apiKey);
        _options = new OpenAIClientOptions
        {
            Endpoint = address.BaseUri,
            UserAgentApplicationId = "SleepVLM",
            Transport = new HttpClientPipelineTransport(_http),
            // Retries and times are decided once, for all servers together.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            EnableDistributedTracing = false,
        };
    }

    public RemoteAddress Address { get; }

    /// <summary>Asks one question.</summary>
    /// <exception cref="RemoteFailure">There was no answer.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<ChatReply> AskAsync(string model, IReadOnlyList<ChatMessage> messages, ChatCompletionOptions options, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            var result = await new ChatClient(model, new NoAuthentication(), _options).CompleteChatAsync(messages, options, cancellationToken);
            return ChatReply.Of(result.Value, result.GetRawResponse().Content.ToMemory());
        }, cancellationToken);

    /// <summary>Gets a JSON document from the server.</summary>
    /// <param name="uri">Where.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="RemoteFailure">There is none.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<(JsonDocument Json, string? Server)> GetAsync(Uri uri, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        using var response = await _http.GetAsync(uri, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
            throw FailureReader.Of((int)response.StatusCode, name => response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null, body);
        return (JsonDocument.Parse(body), response.Headers.TryGetValues("Server", out var server) ? string.Join(" ", server) : null);
    }, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            var failure = FailureReader.Of(error);
            // Some servers quote the key they refuse.
            throw _apiKey is null || !failure.Message.Contains(_apiKey, StringComparison.Ordinal)
                ? failure
                : new RemoteFailure(failure.Kind, failure.Message.Replace(_apiKey, "(key)", StringComparison.Ordinal), failure.RetryAfter) { MayBeTheQuestion = failure.MayBeTheQuestion };
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new OperationCanceledException("cancelled while a server was asked", error, cancellationToken);
        }
    }

    /// <summary>The key goes with every request of the HTTP client already.</summary>
    private sealed class NoAuthentication : AuthenticationPolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) => ProcessNext(message, pipeline, currentIndex);

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
            ProcessNextAsync(message, pipeline, currentIndex);
    }
}
