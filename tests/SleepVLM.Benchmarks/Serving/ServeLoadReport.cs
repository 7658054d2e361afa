using System.Diagnostics;
using System.Globalization;
using SleepVLM.Engine.Rules;
using SleepVLM.Serve;
using SleepVLM.Testing;
using SleepVLM.Torch.Chat;
using SleepVLM.Torch.Generation;

namespace SleepVLM.Benchmarks.Serving;

/// <summary>Many clients at a time against the shipped model, which is served by a process of its own: errors, latencies, memory.</summary>
internal static class ServeLoadReport
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Starts a server, lets clients ask for so long, and prints what came of it.</summary>
    /// <param name="clients">Clients at a time.</param>
    /// <param name="seconds">How long they ask.</param>
    /// <param name="batch">Answers that the server writes side by side.</param>
    public static async Task RunAsync(int clients, int seconds, int batch)
    {
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["exec", typeof(ServeLoadReport).Assembly.Location, "serve-load", "server", Text(batch)])
        {
            RedirectStandardOutput = true, RedirectStandardInput = true,
        })!;
        try
        {
            var address = new Uri((await server.StandardOutput.ReadLineAsync())!);
            var windows = NightWindows.Create();
            using var stop = new CancellationTokenSource();
            var memory = WatchAsync(server, stop.Token);
            var tally = new Tally();
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, clients).Select(client => new LoadClient(http, windows, client, tally).AskAsync(TimeSpan.FromSeconds(seconds))));
            var took = clock.Elapsed;
            await stop.CancelAsync();
            tally.Print(took, await memory, await http.GetStringAsync("/metrics"));
        }
        finally
        {
            server.StandardInput.Close();
            if (!server.WaitForExit(TimeSpan.FromSeconds(20))) server.Kill();
        }
    }

    /// <summary>The server's process: prints its address and serves until its input ends.</summary>
    public static async Task ServeAsync(int batch)
    {
        var settings = new ServeSettings { Port = 0, Model = new ChatLimits { MostTogether = batch }, Notice = Console.Error.WriteLine };
        var rules = RuleBook.LoadDefault();
        await using var model = await ChatModel.LoadAsync(Path.Combine(Repository.Root, "models", "nano"), new ModelSetting(Path.Combine(Repository.Root, "prompts"), rules, "cpu"), settings.Model);
        await using var server = await ModelServer.StartAsync(model, rules, settings);
        Console.Out.WriteLine(server.Address.GetLeftPart(UriPartial.Authority));
        await Console.In.ReadToEndAsync();
    }

    // Resident memory, bytes, once a second.
    private static async Task<IReadOnlyList<long>> WatchAsync(Process server, CancellationToken cancellationToken)
    {
        var seen = new List<long>();
        while (!cancellationToken.IsCancellationRequested)
        {
            server.Refresh();
            seen.Add(server.WorkingSet64);
            await Task.Delay(BetweenLooks, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return seen;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
