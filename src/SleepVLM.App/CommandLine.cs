using System.CommandLine;
using System.Runtime.InteropServices;
using SleepVLM.Contracts;

namespace SleepVLM.App;

/// <summary>The commands, and what their endings mean.</summary>
public static class CommandLine
{
    // Work stops within a second; a checkpoint of a training run may take longer to reach the disk.
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(1);

    /// <summary>Parses and runs; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = CreateRoot();
        var parsed = root.Parse(args);
        if (UsageErrors.AsksForHelp(parsed)) parsed = root.Parse([.. args, "--help"]);
        if (UsageErrors.Of(parsed) is { Count: > 0 } errors)
        {
            foreach (var error in errors) Console.Error.WriteLine($"sleepvlm: {error}");
            return ExitCode.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = LongestStop,
            });
        }
        catch (SleepVlmException error)
        {
            Console.Error.WriteLine($"sleepvlm: {error.Message}");
            return ExitCode.BadInput;
        }
        // The disk fills up or a permission is lacking where nobody has a better sentence for it; the runtime's names the file.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"sleepvlm: {error.Message.TrimEnd('.')}; check the path, its permissions and the space on the disk");
            return ExitCode.BadInput;
        }
        // How libtorch's failures arrive, most often for want of memory.
        catch (ExternalException error)
        {
            Console.Error.WriteLine($"sleepvlm: libtorch failed: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}; a smaller model or --device cpu may work");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("sleepvlm: stopped");
            return ExitCode.DoneInPart;
        }
    }

    private static RootCommand CreateRoot() => new(
        "Explained sleep staging: a recording in; stages, rules, rationales and verdicts out. Research software, not a medical device.\n\n" +
        "Try it:      sleepvlm demo\n" +
        "Stage:       sleepvlm stage night.edf --out results\n" +
        "Check:       sleepvlm check night.edf rationales.jsonl\n" +
        "Learn more:  sleepvlm stage --help\n\n" +
        "Exit codes: 0 done, 2 bad input or usage, 3 done in part.")
    {
        Commands.AuditCommand.Create(),
        Commands.CheckCommand.Create(),
        Commands.BenchCommand.Create(),
        Commands.CohortCommand.Create(),
        Commands.DemoCommand.Create(),
        Commands.DetectCommand.Create(),
        Commands.EvaluateCommand.Create(),
        Commands.InfoCommand.Create(),
        Commands.ModelCommand.Create(),
        Commands.PluginsCommand.Create(),
        Commands.RenderCommand.Create(),
        Commands.ServeCommand.Create(),
        Commands.SimulateCommand.Create(),
        Commands.StageCommand.Create(),
        Commands.TrainCommand.Create(),
    };
}
