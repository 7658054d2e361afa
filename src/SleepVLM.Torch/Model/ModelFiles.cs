using SleepVLM.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Models in Hugging Face layout on disk.</summary>
public static class ModelFiles
{
    /// <summary>Above this many weights float32 costs more memory than its accuracy is worth.</summary>
    private const long LargeModel = 1_000_000_000;

    /// <summary>Loads the weights of a folder. Computes in float32 on a CPU, in bfloat16 on CUDA and for large models.</summary>
    /// <exception cref="WeightFormatException">A tensor is missing, left over, or has another shape than the configuration asks for.</exception>
    public static Qwen25Vl Load(string folder, Qwen25VlConfig config, Device device, ScalarType? dtype = null)
    {
        using var noGradients = no_grad();
        using var checkpoint = Checkpoint.Open(folder);
        RequireSizes(config, checkpoint);
        var model = new Qwen25Vl(config);
        var large = checkpoint.Tensors.Values.Sum(entry => entry.Shape.Aggregate(1L, (product, size) => product * size)) > LargeModel;
        model.to(dtype ?? (large || device.type == TorchSharp.DeviceType.CUDA ? ScalarType.BFloat16 : ScalarType.Float32));
        Fill(model, checkpoint);
        model.to(device);
        model.eval();
        return model;
    }

    /// <summary>Writes configuration and weights (bfloat16, one file).</summary>
    /// <param name="folder">Made when missing.</param>
    /// <param name="config">Sizes.</param>
    /// <param name="weights">Weights by name.</param>
    /// <param name="metadata">How they came about.</param>
    public static void Save(
        string folder, Qwen25VlConfig config, IEnumerable<(string Name, Tensor Weight)> weights, IReadOnlyDictionary<string, string> metadata)
    {
        Directory.CreateDirectory(folder);
        config.Write(folder);
        SafetensorsWriter.Write(
            Path.Combine(folder, "model.safetensors"),
            [.. weights.Select(w => (w.Name, "BF16", (IReadOnlyList<long>)w.Weight.shape, (Func<byte[]>)(() => ElementConversion.ToBFloat16(HostValues(w.Weight)))))],
            new Dictionary<string, string>(metadata) { ["format"] = "pt" });
    }

    /// <summary>Values of a tensor as float32 on the host, row-major.</summary>
    public static float[] HostValues(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }

    // Before any memory is claimed: what makes a model large must be in the files as the configuration says.
    private static void RequireSizes(Qwen25VlConfig config, Checkpoint checkpoint)
    {
        var vision = config.Vision;
        var joined = (long)vision.HiddenSize * vision.SpatialMergeSize * vision.SpatialMergeSize;
        Require(checkpoint, "model.language_model.embed_tokens.weight", config.VocabSize, config.HiddenSize);
        Require(checkpoint, "model.visual.patch_embed.proj.weight", vision.HiddenSize, vision.InChannels, vision.TemporalPatchSize, vision.PatchSize, vision.PatchSize);
        Require(checkpoint, "model.visual.merger.mlp.0.weight", joined, joined);
        for (var i = 0; i < config.NumHiddenLayers; i++)
            Require(checkpoint, $"model.language_model.layers.{i}.mlp.gate_proj.weight", config.IntermediateSize, config.HiddenSize);
        for (var i = 0; i < vision.Depth; i++)
            Require(checkpoint, $"model.visual.blocks.{i}.mlp.gate_proj.weight", vision.IntermediateSize, vision.HiddenSize);
    }

    private static TensorEntry Require(Checkpoint checkpoint, string name, params ReadOnlySpan<long> shape)
    {
        if (!checkpoint.Tensors.TryGetValue(name, out var entry)) throw new WeightFormatException(checkpoint.Folder, $"tensor {name} is missing");
        return shape.SequenceEqual([.. entry.Shape])
            ? entry
            : throw new WeightFormatException(checkpoint.Folder, $"tensor {name} is [{string.Join(", ", entry.Shape)}]; the configuration asks for [{string.Join(", ", shape.ToArray())}]");
    }

    private static void Fill(Qwen25Vl model, Checkpoint checkpoint)
    {
        var entries = checkpoint.Tensors;
        var wanted = model.named_parameters().ToArray();
        foreach (var (name, parameter) in wanted)
        {
            var entry = Require(checkpoint, name, parameter.shape);
            using var scope = NewDisposeScope();
            parameter.copy_(tensor(ElementConversion.ToFloats(checkpoint.Bytes(name), entry.Dtype), parameter.shape));
        }

        var unknown = entries.Keys.Except(wanted.Select(w => w.name)).Except(["lm_head.weight"]).FirstOrDefault();
        if (unknown is not null) throw new WeightFormatException(checkpoint.Folder, $"tensor {unknown} has no place in the model");
    }
}
