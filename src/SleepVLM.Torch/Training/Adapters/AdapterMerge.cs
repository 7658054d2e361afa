using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Adapters;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Takes an adapter into its model.</summary>
public static class AdapterMerge
{
    /// <summary>Writes the model that an adapter makes of its base, with the base's other files.</summary>
    /// <param name="baseFolder">The model.</param>
    /// <param name="adapterFolder">The adapter; a <c>sleepvlm.json</c> beside it is taken instead of the base's.</param>
    /// <param name="output">Folder to write, made when missing.</param>
    /// <param name="metadata">How it came about.</param>
    /// <param name="device">Where it is computed.</param>
    /// <exception cref="WeightFormatException">A file is missing or damaged, or they do not fit together.</exception>
    public static void Write(string baseFolder, string adapterFolder, string output, IReadOnlyDictionary<string, string> metadata, Device device)
    {
        using var scope = NewDisposeScope();
        var config = Qwen25VlConfig.Read(baseFolder);
        using var model = ModelFiles.Load(baseFolder, config, device);
        using (var adapter = AdapterFiles.Open(adapterFolder)) LoraAdapter.Merge(model, adapter);
        Directory.CreateDirectory(output);
        ModelFiles.CopyOthers(baseFolder, output);
        var card = Path.Combine(adapterFolder, Generation.ModelCard.FileName);
        if (File.Exists(card)) File.Copy(card, Path.Combine(output, Generation.ModelCard.FileName), overwrite: true);
        ModelFiles.Save(output, config, model.named_parameters().Select(p => (p.name, (Tensor)p.parameter)), metadata);
    }
}
