using System.CommandLine;
using SleepVLM.Torch.Training;

namespace SleepVLM.App.Commands.Train;

/// <summary><c>sleepvlm train average</c>: the mean of several models' weights.</summary>
internal static class AverageCommand
{
    public static Command Create()
    {
        var models = new Argument<string[]>("MODELS") { Description = "Folders of models of equal sizes that learned from the same beginning.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--out") { Description = "Folder to write.", Required = true };
        var command = new Command("average",
            "Average the weights of models that learned from the same beginning, such as the checkpoints that 'train sft --keep' leaves. Often better on other recordings than each of them.\n\n" +
            "Example: sleepvlm train average ours/training/kept/00003492 ours/training/kept/00013968 --out mean")
        {
            models, output,
        };
        command.SetAction((parse, token) => Task.Run(() =>
        {
            using var folder = OutputFolder.Open(parse.GetValue(output)!);
            AveragedModel.Write([.. parse.GetValue(models)!.Select(AppFolders.Model)], parse.GetValue(output)!);
            return ExitCode.Done;
        }, token));
        return command;
    }
}
