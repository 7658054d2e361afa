using System.CommandLine;
using SleepVLM.App.Commands.Bench;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm bench</c>: measures parts of this program against known truth.</summary>
public static class BenchCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("bench", "Measure parts of this program: how well they find what is known, and how fast they are.\n\nExample: sleepvlm bench detectors --nights 10 --seed 7000\n         sleepvlm bench checker --nights 4\n         sleepvlm bench quality --nights 4\n         sleepvlm bench model night.edf")
    {
        CheckerBenchCommand.Create(),
        DetectorBenchCommand.Create(),
        ModelBenchCommand.Create(),
        QualityBenchCommand.Create(),
        WaveformBenchCommand.Create(),
    };
}
