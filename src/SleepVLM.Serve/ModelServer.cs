using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;
using SleepVLM.Serve.Endpoints;
using SleepVLM.Serve.Operation;
using SleepVLM.Serve.Protocol;
using SleepVLM.Torch.Chat;

namespace SleepVLM.Serve;

/// <summary>A model behind OpenAI's chat protocol: <c>/v1/models</c>, <c>/v1/chat/completions</c>, <c>/health</c>, <c>/metrics</c>.</summary>
public sealed class ModelServer : IAsyncDisposable
{
    private const int MostConnections = 1024;

    // A body over the limit is read off up to so many times the limit, and forgotten: who is still sending would not hear the refusal otherwise.
    private const int ReadOff = 8;

    private const string OtlpVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly Admission _admission;
    private readonly ServeMetrics _metrics;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly ServeSettings _settings;

    private ModelServer(ChatModel model, RuleBook rules, ServeSettings settings)
    {
        _settings = settings;
        _admission = new Admission(settings.MostRequests, settings.Model.MostTogether);
        _metrics = new ServeMetrics(model, _admission);
        _app = Build(settings);
        _app.UseStatusCodePages(Unanswered);
        if (settings.IsLoopback) _app.Use(LocalNames.CheckAsync);
        if (settings.ApiKey is { } key) _app.Use(new ApiKeyGuard(key).CheckAsync);
        _app.MapPrometheusScrapingEndpoint("/metrics");
        new InfoEndpoints(model, _admission).Map(_app);
        _app.MapPost("/v1/chat/completions", new ChatEndpoint(model, rules, settings, _admission, _metrics, _giveUp.Token).HandleAsync);
    }

    /// <summary>Address of the API, for example <c>http://127.0.0.1:8000/v1</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts to listen.</summary>
    /// <param name="model">The model; it outlives the server.</param>
    /// <param name="rules">The rule book, for forms of answers.</param>
    /// <param name="settings">Where, to whom, how much.</param>
    /// <exception cref="SleepVlmException">A setting makes no sense, or the port is taken.</exception>
    public static async Task<ModelServer> StartAsync(ChatModel model, RuleBook rules, ServeSettings settings)
    {
        var server = new ModelServer(model, rules, settings.Validated());
        try
        {
            await server._app.StartAsync();
        }
        catch (Exception error)
        {
            await server.DisposeAsync();
            if (error is IOException or System.Net.Sockets.SocketException)
                throw new SleepVlmException($"port {settings.Port} on {settings.Address} cannot be listened on: {(error.InnerException ?? error).Message.TrimEnd('.')}; choose another with --port", error);
            throw;
        }

        var port = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        server.Address = new UriBuilder("http", settings.Address.ToString(), port, "v1").Uri;
        return server;
    }

    /// <summary>Takes no more requests, lets running ones finish within <see cref="ServeSettings.DrainTime"/>, and gives up the rest.</summary>
    /// <returns>Requests that were given up.</returns>
    public async Task<int> DrainAsync()
    {
        var empty = _admission.CloseAsync();
        await Task.WhenAny(empty, Task.Delay(_settings.DrainTime));
        var left = _admission.Inside;
        await _giveUp.CancelAsync();
        // Those given up still tell their clients; a connection cut at once would lose what is on its way.
        using var farewell = new CancellationTokenSource(Farewell);
        await Task.WhenAny(empty, Task.Delay(Timeout.Infinite, farewell.Token));
        await _app.StopAsync(farewell.Token);
        return left;
    }

    /// <summary>Stops at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _giveUp.CancelAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _metrics.Dispose();
        _giveUp.Dispose();
    }

    private static WebApplication Build(ServeSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Ctrl-C belongs to the command line.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ReadOff * settings.MaxBodyBytes;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Listen(settings.Address, settings.Port);
        });
        builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("sleepvlm", serviceVersion: InfoEndpoints.Version)).WithMetrics(metrics =>
        {
            metrics.AddMeter(ServeMetrics.MeterName, "System.Runtime", "Microsoft.AspNetCore.Hosting").AddPrometheusExporter();
            if (Environment.GetEnvironmentVariable(OtlpVariable) is { Length: > 0 }) metrics.AddOtlpExporter();
        });
        return builder.Build();
    }

    // No such address, no such method, another host's name: said in the protocol's form.
    private static Task Unanswered(StatusCodeContext context)
    {
        var response = context.HttpContext.Response;
        return new RequestRefusal(response.StatusCode, response.StatusCode switch
        {
            StatusCodes.Status404NotFound => $"there is no {context.HttpContext.Request.Path} here",
            StatusCodes.Status405MethodNotAllowed => $"{context.HttpContext.Request.Path} is not asked by {context.HttpContext.Request.Method}",
            var status => $"the request failed with status {status}",
        }).WriteAsync(response);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
