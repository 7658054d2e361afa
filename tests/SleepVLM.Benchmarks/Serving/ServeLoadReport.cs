using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SleepVLM.Testing;

namespace SleepVLM.Benchmarks.Serving;

/// <summary>Many clients at a time against <c>sleepvlm serve</c> with the shipped model: errors, latencies, memory.</summary>
internal static partial class ServeLoadReport
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Starts the program that was built beside this one, lets each client ask once, then all of them for so long, and prints what came of the latter.</summary>
    /// <param name="clients">Clients at a time.</param>
    /// <param name="seconds">How long they ask.</param>
    /// <param name="batch">Answers that the server writes side by side.</param>
    public static async Task RunAsync(int clients, int seconds, int batch)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(Repository.Root, "src", "SleepVLM.App", "bin", configuration, "net10.0", "sleepvlm.dll");
        if (!File.Exists(program)) throw new FileNotFoundException($"{program} is missing; build src/SleepVLM.App first");
        var windows = NightWindows.Create();
        using var server = Process.Start(new ProcessStartInfo("dotnet", [program, "serve", "--port", "0", "--device", "cpu", "--batch", batch.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        try
        {
            var address = new Uri(Address().Match((await server.StandardOutput.ReadLineAsync())!).Value);
            using var stop = new CancellationTokenSource();
            var tally = new Tally();
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
            // The first questions of a program's life pay for its compilation, and its memory grows to what so many at a time take.
            await AskAsync(new Tally(), TimeSpan.Zero);
            var memory = WatchAsync(server, stop.Token);
            var clock = Stopwatch.StartNew();
            await AskAsync(tally, TimeSpan.FromSeconds(seconds));
            var took = clock.Elapsed;
            await stop.CancelAsync();
            tally.Print(took, await memory, await http.GetStringAsync("/metrics"));

            Task AskAsync(Tally into, TimeSpan time) =>
                Task.WhenAll(Enumerable.Range(0, clients).Select(client => new LoadClient(http, windows, client, into).AskAsync(time)));
        }
        finally
        {
            Process.Start("kill", ["-INT", $"{server.Id}"]).WaitForExit();
            if (!server.WaitForExit(TimeSpan.FromSeconds(60))) server.Kill();
            Console.WriteLine($"the server ended with {server.ExitCode}");
        }
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

    [GeneratedRegex(@"http://[\d.]+:\d+")]
    private static partial Regex Address();
}
