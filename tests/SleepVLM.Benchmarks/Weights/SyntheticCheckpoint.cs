using System.Runtime.InteropServices;
using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Packing;

namespace SleepVLM.Benchmarks.Weights;

/// <summary>Writes checkpoints with the widths of the published 3B model and fewer layers, filled with noise.</summary>
internal static class SyntheticCheckpoint
{
    private const int GroupSize = 128;

    /// <summary>The published sizes with this many layers in each tower.</summary>
    public static Qwen25VlConfig Config(int layers, int visionBlocks) => new(
        VocabSize: 151_936, HiddenSize: 2048, IntermediateSize: 11_008, NumHiddenLayers: layers, NumAttentionHeads: 16, NumKeyValueHeads: 2,
        RmsNormEps: 1e-6, RopeTheta: 1e6, MropeSection: [16, 24, 24],
        ImageTokenId: 151_655, VisionStartTokenId: 151_652, VisionEndTokenId: 151_653, EosTokenId: 151_645, PadTokenId: 151_643,
        new VisionConfig(
            Depth: visionBlocks, HiddenSize: 1280, IntermediateSize: 3420, NumHeads: 16, InChannels: 3, OutHiddenSize: 2048, PatchSize: 14,
            SpatialMergeSize: 2, TemporalPatchSize: 2, WindowSize: 112, FullattBlockIndexes: [visionBlocks - 1]));

    /// <summary>Writes config.json and model.safetensors.</summary>
    /// <param name="folder">Must exist.</param>
    /// <param name="config">Sizes.</param>
    /// <param name="packed">The decoder's linear layers in 4 bits, the rest in float16; otherwise all in bfloat16.</param>
    public static void Write(string folder, Qwen25VlConfig config, bool packed)
    {
        config.Write(folder);
        if (packed)
        {
            var path = Path.Combine(folder, "config.json");
            var root = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!;
            root["quantization_config"] = new System.Text.Json.Nodes.JsonObject
            {
                ["quant_method"] = "auto-round", ["packing_format"] = "auto_round:auto_gptq", ["bits"] = 4, ["group_size"] = GroupSize, ["sym"] = true,
            };
            File.WriteAllText(path, root.ToJsonString());
        }

        var names = TensorPlan.Of(config).Where(tensor => tensor.Name.Contains(".language_model.layers.", StringComparison.Ordinal) && tensor.Shape.Count == 2)
            .Select(tensor => tensor.Name[..^".weight".Length]).ToHashSet();
        var packing = packed ? new PackedModules(new PackedFormat(GroupSize, 1), names, new HashSet<string>()) : null;
        SafetensorsWriter.Write(
            Path.Combine(folder, Checkpoint.SingleFile), [.. TensorPlan.Of(config, packing).Select(tensor => Tensor(tensor, packed ? "F16" : "BF16"))], new Dictionary<string, string>());
    }

    private static (string, string, IReadOnlyList<long>, Func<byte[]>) Tensor(PlannedTensor tensor, string dtype) =>
        (tensor.Name, tensor.IsInteger ? "I32" : dtype, tensor.Shape, () => Noise(tensor, tensor.IsInteger ? 4 : 2));

    // Small numbers whatever the type: the exponent's upper bits are kept low.
    private static byte[] Noise(PlannedTensor tensor, int width)
    {
        var bytes = new byte[tensor.ElementCount * width];
        new Random(tensor.Name.Length).NextBytes(bytes);
        if (width == 2) foreach (ref var half in MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan())) half = (ushort)((half & 0x83FF) | 0x2400);
        return bytes;
    }
}
