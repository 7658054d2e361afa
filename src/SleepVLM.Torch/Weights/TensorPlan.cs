using SleepVLM.Torch.Weights.Packing;

namespace SleepVLM.Torch.Weights;

/// <summary>A tensor that a model of some configuration must have.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Shape">Sizes, row-major.</param>
/// <param name="IsInteger">32-bit integers (packed weights) instead of floating-point numbers.</param>
public sealed record PlannedTensor(string Name, IReadOnlyList<long> Shape, bool IsInteger = false)
{
    /// <summary>Number of elements.</summary>
    public long ElementCount => Shape.Aggregate(1L, (product, size) => product * size);
}

/// <summary>Names and shapes of all tensors of a model, told from its configuration alone: nothing is allocated.</summary>
/// <remarks>The head is tied to the embedding and needs none of its own.</remarks>
public static class TensorPlan
{
    /// <summary>All tensors, vision tower first.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="packing">Layers whose weights are packed; null for none.</param>
    public static IReadOnlyList<PlannedTensor> Of(Qwen25VlConfig config, PackedModules? packing = null)
    {
        var plan = new Builder(packing);
        Vision(plan, config.Vision);
        Language(plan, config);
        return plan.Tensors;
    }

    /// <summary>Weights of a model of this configuration, biases and norms included.</summary>
    public static long ParameterCount(Qwen25VlConfig config) => Of(config).Sum(tensor => tensor.ElementCount);

    private static void Vision(Builder plan, VisionConfig vision)
    {
        const string Tower = "model.visual.";
        var (width, joined) = (vision.HiddenSize, (long)vision.HiddenSize * vision.SpatialMergeSize * vision.SpatialMergeSize);
        plan.Add(Tower + "patch_embed.proj.weight", width, vision.InChannels, vision.TemporalPatchSize, vision.PatchSize, vision.PatchSize);
        for (var i = 0; i < vision.Depth; i++)
        {
            var block = $"{Tower}blocks.{i}.";
            plan.Add(block + "norm1.weight", width);
            plan.Add(block + "norm2.weight", width);
            plan.Linear(block + "attn.qkv", width, 3L * width, bias: true);
            plan.Linear(block + "attn.proj", width, width, bias: true);
            plan.Mlp(block, width, vision.IntermediateSize, bias: true);
        }

        plan.Add(Tower + "merger.ln_q.weight", width);
        plan.Linear(Tower + "merger.mlp.0", joined, joined, bias: true);
        plan.Linear(Tower + "merger.mlp.2", joined, vision.OutHiddenSize, bias: true);
    }

    private static void Language(Builder plan, Qwen25VlConfig config)
    {
        const string Tower = "model.language_model.";
        var (width, shared) = (config.HiddenSize, (long)config.NumKeyValueHeads * config.HeadWidth);
        plan.Add(Tower + "embed_tokens.weight", config.VocabSize, width);
        for (var i = 0; i < config.NumHiddenLayers; i++)
        {
            var layer = $"{Tower}layers.{i}.";
            plan.Add(layer + "input_layernorm.weight", width);
            plan.Add(layer + "post_attention_layernorm.weight", width);
            plan.Linear(layer + "self_attn.q_proj", width, width, bias: true);
            plan.Linear(layer + "self_attn.k_proj", width, shared, bias: true);
            plan.Linear(layer + "self_attn.v_proj", width, shared, bias: true);
            plan.Linear(layer + "self_attn.o_proj", width, width, bias: false);
            plan.Mlp(layer, width, config.IntermediateSize, bias: false);
        }

        plan.Add(Tower + "norm.weight", width);
    }

    private sealed class Builder(PackedModules? packing)
    {
        public List<PlannedTensor> Tensors { get; } = [];

        public void Add(string name, params long[] shape) => Tensors.Add(new PlannedTensor(name, shape));

        public void Mlp(string owner, long width, long hidden, bool bias)
        {
            Linear(owner + "mlp.gate_proj", width, hidden, bias);
            Linear(owner + "mlp.up_proj", width, hidden, bias);
            Linear(owner + "mlp.down_proj", hidden, width, bias);
        }

        public void Linear(string name, long inputs, long outputs, bool bias)
        {
            if (packing is not null && packing.Contains(name)) Packed(packing, name, inputs, outputs);
            else Add(name + ".weight", outputs, inputs);
            if (bias) Add(name + ".bias", outputs);
        }

        private void Packed(PackedModules packed, string name, long inputs, long outputs)
        {
            var groups = packed.Format.GroupsOf(inputs);
            Tensors.Add(new PlannedTensor(name + ".qweight", [inputs / PackedFormat.PerWord, outputs], IsInteger: true));
            Tensors.Add(new PlannedTensor(name + ".qzeros", [groups, outputs / PackedFormat.PerWord], IsInteger: true));
            Add(name + ".scales", groups, outputs);
            if (packed.WithGroupIndex.Contains(name)) Tensors.Add(new PlannedTensor(name + ".g_idx", [inputs], IsInteger: true));
        }
    }
}
