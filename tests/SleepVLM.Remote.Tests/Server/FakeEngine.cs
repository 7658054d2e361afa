using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SleepVLM.Remote.Tests.Server;

/// <summary>A real HTTP server that speaks the protocol of an engine and misbehaves on request.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private readonly TaskCompletionSource _together = new();
    private WebApplication? _app;
    private int _port, _questions;

    private FakeEngine(EngineOptions options) => Options = options;

    /// <summary>May be changed while it runs.</summary>
    public EngineOptions Options { get; set; }

    public string Address => $"http://127.0.0.1:{_port}/v1";

    /// <summary>Bodies of all questions with pictures, in the order they came.</summary>
    public ConcurrentQueue<JsonElement> Questions { get; } = new();

    /// <summary>Bodies of the questions without pictures: those that try what the server can.</summary>
    public ConcurrentQueue<JsonElement> Probes { get; } = new();

    /// <summary>Keys that came along.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>When each question came, by the clock of the machine.</summary>
    public ConcurrentQueue<long> Arrivals { get; } = new();

    public int Answered { get; private set; }

    public int InFlight { get; private set; }

    public int MostAtATime { get; private set; }

    public static async Task<FakeEngine> StartAsync(EngineOptions? options = null)
    {
        var engine = new FakeEngine(options ?? new EngineOptions());
        await engine.ReviveAsync();
        return engine;
    }

    /// <summary>Takes the port again after <see cref="DieAsync"/>.</summary>
    public async Task ReviveAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port));
        _app = builder.Build();
        _app.MapGet("/v1/models", ListModels);
        _app.MapGet("/version", () => Told("vllm", "version"));
        _app.MapGet("/get_server_info", () => Told("sglang", "version"));
        _app.MapGet("/props", () => Told("llamacpp", "build_info"));
        _app.MapGet("/api/version", () => Told("library", "version"));
        _app.MapGet("/api/tags", () => Results.Json(new { models = new[] { new { name = Options.Model, digest = "sha256:feed" } } }));
        _app.MapPost("/v1/chat/completions", CompleteAsync);
        await _app.StartAsync();
        _port = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

    /// <summary>Dies: connections are cut, further ones refused.</summary>
    public async Task DieAsync()
    {
        if (_app is null) return;
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync() => await DieAsync();

    private IResult ListModels(HttpContext context) => Authorized(context)
        ? Results.Json(new { @object = "list", data = new[] { new { id = Options.Model, @object = "model", created = 1, owned_by = Options.Owner, root = "/weights/" + Options.Model } } })
        : Results.Json(new { error = new { message = $"no access with {context.Request.Headers.Authorization}" } }, statusCode: 401);

    private IResult Told(string owner, string property) =>
        Options.Owner == owner ? Results.Json(new Dictionary<string, string> { [property] = Options.Version }) : Results.NotFound();

    private Task UntilTogetherAsync(CancellationToken cancellationToken)
    {
        if (MostAtATime >= Options.Together) _together.TrySetResult();
        return _together.Task.WaitAsync(cancellationToken);
    }

    private bool Authorized(HttpContext context)
    {
        Keys.Enqueue(context.Request.Headers.Authorization.ToString());
        return Options.ApiKey is null || context.Request.Headers.Authorization == $"Bearer {Options.ApiKey}";
    }

    private async Task CompleteAsync(HttpContext context)
    {
        if (!Authorized(context))
        {
            context.Response.StatusCode = 401;
            return;
        }

        var body = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement.Clone();
        var isQuestion = body.GetProperty("messages").EnumerateArray().Any(turn => turn.GetProperty("content").ValueKind == JsonValueKind.Array
            && turn.GetProperty("content").EnumerateArray().Any(part => part.GetProperty("type").GetString() == "image_url"));
        var number = 0;
        (isQuestion ? Questions : Probes).Enqueue(body);
        if (isQuestion)
        {
            Arrivals.Enqueue(Environment.TickCount64);
            number = Interlocked.Increment(ref _questions) - 1;
        }

        lock (Questions) MostAtATime = Math.Max(MostAtATime, ++InFlight);
        try
        {
            if (isQuestion) await UntilTogetherAsync(context.RequestAborted);
            if (Options.Delay > TimeSpan.Zero && isQuestion) await Task.Delay(Options.Delay, context.RequestAborted);
            var doing = isQuestion ? Options.ByPicture(EngineAnswer.TargetHash(body)) : Misbehaviour.None;
            if (isQuestion && doing == Misbehaviour.None) doing = Options.Script(number);
            if (await Misbehaving.TryAsync(context, doing)) return;
            if (body.TryGetProperty("response_format", out _) && Options.Schema == SchemaSupport.Refused)
            {
                context.Response.StatusCode = 400;
                await context.Response.WriteAsJsonAsync(new { error = new { message = "response_format is not supported" } });
                return;
            }

            await context.Response.WriteAsJsonAsync(EngineAnswer.To(body, Options, doing), null as JsonSerializerOptions, doing == Misbehaviour.WrongContentType ? "text/plain" : null);
            if (isQuestion) lock (Questions) Answered++;
        }
        catch (OperationCanceledException)
        {
            // The client went away, or this server dies.
        }
        finally
        {
            lock (Questions) InFlight--;
        }
    }
}
