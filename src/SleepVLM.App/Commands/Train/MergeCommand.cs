using System.CommandLine;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Training;

namespace SleepVLM.App.Commands.Train;

/// <summary><c>sleepvlm train merge</c>: a model out of a base and a LoRA adapter.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var baseModel = new Option<string>("--model") { Description = "The model that the adapter was trained on, a folder or nano.", Required = true };
        var adapter = new Option<string>("--adapter") { Description = "Folder with adapter_config.json and adapter_model.safetensors.", Required = true };
        var output = new Option<string>("--out") { Description = "Folder to write.", Required = true };
        var device = new Option<string>("--device") { Description = "auto (CUDA where there is one), cpu or cuda.", DefaultValueFactory = _ => "auto" };
        var command = new Command("merge",
            "Take a LoRA adapter into its model, to have one folder that needs no other.\n\nExample: sleepvlm train merge --model nano --adapter my-adapter --out my-model")
        {
            baseModel, adapter, output, device,
        };
        command.SetAction((parse, token) => Task.Run(() =>
        {
            using var folder = OutputFolder.Open(parse.GetValue(output)!);
            AdapterMerge.Write(AppFolders.Model(parse.GetValue(baseModel)!), parse.GetValue(adapter)!, parse.GetValue(output)!, new Dictionary<string, string>(), Devices.Parse(parse.GetValue(device)!));
            return ExitCode.Done;
        }, token));
        return command;
    }
}
