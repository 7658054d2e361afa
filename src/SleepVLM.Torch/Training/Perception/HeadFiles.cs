using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Perception heads on disk, beside a model that is being trained.</summary>
public static class HeadFiles
{
    /// <summary>Writes those of the weights that are the heads'.</summary>
    public static void Save(string path, IEnumerable<(string Name, Tensor Weight)> weights) => SafetensorsWriter.Write(
        path,
        [.. weights.Where(w => !w.Name.StartsWith("model.", StringComparison.Ordinal))
            .Select(w => (w.Name, "F32", (IReadOnlyList<long>)w.Weight.shape, (Func<byte[]>)(() => Bytes(w.Weight))))],
        new Dictionary<string, string> { ["format"] = "pt" });

    /// <summary>Reads heads; those the file lacks stay as they are.</summary>
    /// <exception cref="WeightFormatException">The file is damaged, or its heads are of another shape.</exception>
    public static void Load(string path, PerceptionHeads heads)
    {
        using var file = SafetensorsFile.Open(path);
        using var _ = no_grad();
        foreach (var (name, parameter) in heads.named_parameters())
        {
            if (!file.Header.Tensors.TryGetValue(name, out var entry)) continue;
            if (!entry.Shape.SequenceEqual(parameter.shape))
                throw new WeightFormatException(path, name, null, $"shape [{string.Join(", ", parameter.shape)}]", $"[{string.Join(", ", entry.Shape)}]");
            using var scope = NewDisposeScope();
            parameter.copy_(tensor(file.ToFloats(name), parameter.shape));
        }
    }

    private static byte[] Bytes(Tensor weight) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(ModelFiles.HostValues(weight).AsSpan()).ToArray();
}
