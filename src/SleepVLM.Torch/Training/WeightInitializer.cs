using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>First weights of a model that is trained from nothing.</summary>
public static class WeightInitializer
{
    /// <summary>
    /// Normal weights of deviation 0.6 by the root of the fan-in, those that write into the residual stream smaller by the root of twice
    /// the depth (GPT-2); embeddings of deviation 0.02; biases 0, norms 1. Kernels of the
    /// patch projection add up to zero, so that the pictures' black ground does not drown the traces.
    /// </summary>
    public static void Initialize(Qwen25Vl model)
    {
        using var _ = no_grad();
        foreach (var (name, parameter) in model.named_parameters())
        {
            if (parameter.dim() == 1)
            {
                if (name.EndsWith(".bias", StringComparison.Ordinal)) nn.init.zeros_(parameter);
                continue;
            }

            var depth = name.Contains(".visual.", StringComparison.Ordinal) ? model.Config.Vision.Depth : model.Config.NumHiddenLayers;
            var fanIn = parameter.numel() / parameter.shape[0];
            var deviation = name.EndsWith("embed_tokens.weight", StringComparison.Ordinal) ? 0.02
                : 0.6 / Math.Sqrt(fanIn) / (WritesToResidual(name) ? Math.Sqrt(2.0 * depth) : 1);
            nn.init.normal_(parameter, 0, deviation);
            if (name.EndsWith("patch_embed.proj.weight", StringComparison.Ordinal)) parameter.sub_(parameter.mean([3, 4], keepdim: true));
        }
    }

    private static bool WritesToResidual(string name) =>
        name.EndsWith("o_proj.weight", StringComparison.Ordinal)
        || name.EndsWith("attn.proj.weight", StringComparison.Ordinal)
        || name.EndsWith("down_proj.weight", StringComparison.Ordinal);
}
