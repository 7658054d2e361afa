using System.CommandLine;
using SleepVLM.App.Commands.Bench;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm bench</c>: measures parts of this program against known truth.</summary>
public static class BenchCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("bench", "Measure parts of this program on nights whose truth is known.\n\nExample: sleepvlm bench detectors --nights 10 --seed 7000\n         sleepvlm bench checker --nights 4\n         sleepvlm bench quality --nights 4")
    {
        CheckerBenchCommand.Create(),
        DetectorBenchCommand.Create(),
        QualityBenchCommand.Create(),
        WaveformBenchCommand.Create(),
    };
}
