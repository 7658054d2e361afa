using System.CommandLine;
using SleepVLM.Torch.Training;

namespace SleepVLM.App.Commands.Train;

/// <summary><c>sleepvlm train join</c>: the vision tower of one model with the language half of another, to train on from.</summary>
internal static class JoinCommand
{
    public static Command Create()
    {
        var language = new Option<string>("--language") { Description = "Model whose language half and vocabulary are taken, a folder or nano.", Required = true };
        var vision = new Option<string>("--vision") { Description = "Model whose vision tower and style of pictures are taken, for example what 'train wpt' wrote.", Required = true };
        var narrow = new Option<bool>("--narrow") { Description = "Take out of the picture tokens what the perception heads of --vision do not read: much of the rest is true of simulated nights alone." };
        var output = new Option<string>("--out") { Description = "Folder to write.", Required = true };
        var command = new Command("join",
            "Put the vision tower of one model before the language half of another. The result has to be trained with 'train sft --from' before it is of use; it need not learn to speak again.\n\n" +
            "Example: sleepvlm train join --language nano --vision seeing --narrow --out joined")
        {
            language, vision, narrow, output,
        };
        command.SetAction((parse, token) => Task.Run(() =>
        {
            using var folder = OutputFolder.Open(parse.GetValue(output)!);
            JoinedModel.Write(AppFolders.Model(parse.GetValue(language)!), AppFolders.Model(parse.GetValue(vision)!), parse.GetValue(output)!, parse.GetValue(narrow));
            return ExitCode.Done;
        }, token));
        return command;
    }
}
