using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Training;

/// <summary>Weights of a model folder.</summary>
internal static class FolderWeights
{
    public static Dictionary<string, float[]> Read(string folder)
    {
        using var scope = NewDisposeScope();
        using var model = ModelFiles.Load(folder, Qwen25VlConfig.Read(folder), CPU);
        return model.named_parameters().ToDictionary(p => p.name, p => ModelFiles.HostValues(p.parameter));
    }
}
