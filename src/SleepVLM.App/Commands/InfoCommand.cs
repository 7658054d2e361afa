using System.CommandLine;
using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm info FILE</c>: what a recording holds and which channels would be staged.</summary>
public static class InfoCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "An EDF, EDF+, BDF or BDF+ recording." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of tables." };
        var map = MontageArguments.MapOption();
        var command = new Command("info",
            "Shows what a recording holds: format, start, gaps, signals, annotations, the montage that would be staged with every choice made, and warnings. " +
            "Nothing that names the patient is shown.\n\n" +
            "Example: sleepvlm info night.edf\n" +
            "         sleepvlm info night.edf --map Chin=1-2 --map \"F4=EEG F4-EEG A1\" --json")
        {
            file, json, map,
        };
        command.SetAction((parse, token) =>
        {
            var options = MontageArguments.Parse(parse, map);
            using var recording = Recording.Open(parse.GetValue(file)!);
            var report = RecordingReport.Of(recording, options, token);
            if (parse.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(report, RecordingReport.JsonOptions));
            else if (Console.IsOutputRedirected) PlainReport.Write(InfoSections.Of(report), Console.Out);
            else TerminalReport.Write(InfoSections.Of(report));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
