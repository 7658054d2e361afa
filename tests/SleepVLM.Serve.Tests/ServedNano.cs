using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.EpochImages.Png;
using SleepVLM.Engine.Rules;
using SleepVLM.Testing;
using SleepVLM.Torch.Chat;
using SleepVLM.Torch.Generation;

namespace SleepVLM.Serve.Tests;

/// <summary>The shipped model behind a real server on a free port, and a client that speaks plain HTTP to it.</summary>
internal sealed class ServedNano : IAsyncDisposable
{
    public static readonly RuleBook Rules = RuleBook.LoadDefault();
    private readonly ChatModel _model;
    private readonly TemporaryFolder? _folder;

    private ServedNano(ChatModel model, ModelServer server, string? key, TemporaryFolder? folder)
    {
        (_model, Server, _folder) = (model, server, folder);
        Http = new HttpClient { BaseAddress = new Uri(server.Address.GetLeftPart(UriPartial.Authority)), Timeout = TimeSpan.FromMinutes(2) };
        if (key is not null) Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public ModelServer Server { get; }

    public HttpClient Http { get; }

    public static Task<ServedNano> StartAsync(ServeSettings? settings = null) => StartAsync(settings, null);

    /// <summary>A server whose answers run to their limit, see <see cref="TirelessNano"/>.</summary>
    public static Task<ServedNano> StartTirelessAsync(ServeSettings? settings = null) => StartAsync(settings, TirelessNano.Create());

    private static async Task<ServedNano> StartAsync(ServeSettings? settings, TemporaryFolder? folder)
    {
        settings = (settings ?? new ServeSettings()) with { Port = 0 };
        var model = await ChatModel.LoadAsync(folder?.Path ?? Path.Combine(Repository.Root, "models", "nano"), new ModelSetting(Path.Combine(Repository.Root, "prompts"), Rules, "cpu"), settings.Model);
        try
        {
            return new ServedNano(model, await ModelServer.StartAsync(model, Rules, settings), settings.ApiKey, folder);
        }
        catch
        {
            await model.DisposeAsync();
            throw;
        }
    }

    /// <summary>A request without pictures; fields are put in or replaced by those given.</summary>
    public static JsonObject Question(params (string Name, JsonNode? Value)[] fields)
    {
        var body = new JsonObject { ["model"] = "nano", ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "spindle" }), ["max_tokens"] = 4 };
        foreach (var (name, value) in fields) body[name] = value;
        return body;
    }

    /// <summary>A turn of the user that shows a picture.</summary>
    public static JsonArray Showing(string url) => new(new JsonObject
    {
        ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = url } }),
    });

    public static string Png(int widthPx, int heightPx)
    {
        var rgb = new byte[widthPx * heightPx * 3];
        new Random(1).NextBytes(rgb);
        return $"data:image/png;base64,{Convert.ToBase64String(PngWriter.Encode(rgb, widthPx, heightPx))}";
    }

    public Task<HttpResponseMessage> AskAsync(JsonObject body, CancellationToken cancellationToken = default, bool whole = true) => Http.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") },
        whole ? HttpCompletionOption.ResponseContentRead : HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>A request that a tireless server answers for seconds; its headers have come.</summary>
    public Task<HttpResponseMessage> AskAtLengthAsync(CancellationToken cancellationToken = default) =>
        AskAsync(Question(("stream", true), ("max_tokens", 256)), cancellationToken, whole: false);

    /// <summary>Asserts a refusal in OpenAI's form.</summary>
    public static async Task<JsonElement> AssertRefusedAsync(HttpResponseMessage response, int status, string? parameter, string words)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        var error = JsonDocument.Parse(text).RootElement.GetProperty("error");
        Assert.Contains(words, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(parameter, error.GetProperty("param").GetString());
        Assert.True(error.GetProperty("type").GetString()!.EndsWith("_error", StringComparison.Ordinal));
        return error;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        await _model.DisposeAsync();
        _folder?.Dispose();
    }
}
