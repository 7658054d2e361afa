using System.Diagnostics;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests.EndToEnd;

/// <summary>The program as users run it: its own process, its own exit code.</summary>
internal sealed class SleepVlmProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output, _errors;

    private SleepVlmProcess(Process process) =>
        (_process, _output, _errors) = (process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

    /// <summary>Largest resident memory seen, bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Starts the program that was built with the tests.</summary>
    public static SleepVlmProcess Start(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(Repository.Root, "src", "SleepVLM.App", "bin", configuration, "net10.0", "sleepvlm.dll");
        return new SleepVlmProcess(Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        })!);
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await process.EndAsync(TimeSpan.FromMinutes(5));
    }

    /// <summary>Ctrl-C.</summary>
    public void Interrupt() => Process.Start("kill", ["-INT", $"{_process.Id}"]).WaitForExit();

    /// <summary>Waits for the end and fails when it does not come.</summary>
    public async Task<(int Exit, string Output, string Errors)> EndAsync(TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        while (!_process.HasExited)
        {
            if (clock.Elapsed > limit)
            {
                _process.Kill(entireProcessTree: true);
                Assert.Fail($"still running after {limit}: {await _errors}");
            }

            NotePeak();
            await Task.Delay(20);
        }

        return (_process.ExitCode, await _output, await _errors);
    }

    private void NotePeak()
    {
        try
        {
            _process.Refresh();
            PeakBytes = Math.Max(PeakBytes, _process.PeakWorkingSet64);
        }
        catch (InvalidOperationException)
        {
            // It ended between the question whether it runs and this one; the peak seen so far stands.
        }
    }

    public void Dispose() => _process.Dispose();
}
