using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Adapters;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Puts a low-rank adapter on a loaded model: either added to its weights, or beside them, computed with every call.</summary>
public static class LoraAdapter
{
    /// <summary>Adds <c>scaling * B A</c> to the weights, in float32, rounded once to the model's element type.</summary>
    /// <param name="model">The base.</param>
    /// <param name="adapter">The factors.</param>
    /// <exception cref="WeightFormatException">A factor does not fit, is damaged, or its layer is packed and cannot be added to.</exception>
    public static void Merge(Qwen25Vl model, AdapterFiles adapter)
    {
        using var noGradients = no_grad();
        foreach (var (pair, layer) in Layers(model, adapter))
        {
            using var scope = NewDisposeScope();
            if (layer is PackedLinear)
                throw new WeightFormatException(adapter.Weights.WeightList, $"{pair.Module} of the base is packed in 4 bits, so nothing can be added to its weights; keep the adapter apart");
            var weight = layer.get_parameter("weight")!;
            var (down, up) = Factors(adapter, pair, Precision.Wide(weight.dtype), weight.device);
            var change = matmul(up.view(up.shape[0], -1), down.view(down.shape[0], -1)).view(weight.shape);
            weight.copy_(weight.Widened() + change * adapter.Settings.Scaling);
        }
    }

    /// <summary>Keeps the factors beside the weights; the model owns and moves them no further. Layers may be packed.</summary>
    /// <param name="model">The base.</param>
    /// <param name="adapter">The factors.</param>
    /// <param name="trainable">Whether the factors take gradients.</param>
    /// <returns>The factors by PEFT's keys, in the adapter's order; they live as long as the caller keeps them.</returns>
    /// <exception cref="WeightFormatException">A factor does not fit or is damaged.</exception>
    public static IReadOnlyList<(string Key, Parameter Factor)> Attach(Qwen25Vl model, AdapterFiles adapter, bool trainable = false)
    {
        var factors = new List<(string, Parameter)>();
        foreach (var (pair, layer) in Layers(model, adapter))
        {
            using var scope = NewDisposeScope();
            var (a, b) = Factors(adapter, pair, Precision.Wide(model.Dtype), model.Device);
            var (down, up) = (Own(a, trainable), Own(b, trainable));
            var scaling = adapter.Settings.Scaling;
            layer.register_forward_hook((_, x, y) => y + (Change(x, down, up) * scaling).to(y.dtype));
            factors.Add((pair.Down, down));
            factors.Add((pair.Up, up));
        }

        return factors;
    }

    // A convolution's factor sees patches as rows of numbers; one frame of a still picture goes against the sum over the frames.
    private static Tensor Change(Tensor x, Tensor down, Tensor up)
    {
        var still = down.dim() == 5 && x.shape[^1] * down.shape[2] == down.numel() / down.shape[0];
        var rows = nn.functional.linear(x.to(down.dtype), (still ? down.sum(2) : down).reshape(down.shape[0], -1));
        return nn.functional.linear(rows, up.view(up.shape[0], -1));
    }

    private static Parameter Own(Tensor factor, bool trainable)
    {
        var parameter = new Parameter(factor, trainable);
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    private static IEnumerable<(LoraPair Pair, nn.Module<Tensor, Tensor> Layer)> Layers(Qwen25Vl model, AdapterFiles adapter)
    {
        if (adapter.Problems(model.Config).FirstOrDefault() is { } problem) throw problem;
        var modules = model.named_modules().ToDictionary(entry => entry.name, entry => entry.module);
        return adapter.Pairs.Select(pair => (pair, (nn.Module<Tensor, Tensor>)modules[pair.Module]));
    }

    private static (Tensor Down, Tensor Up) Factors(AdapterFiles adapter, LoraPair pair, ScalarType dtype, Device device)
    {
        return (Read(pair.Down), Read(pair.Up));

        Tensor Read(string key)
        {
            var factor = empty(adapter.Weights.Tensors[key].Shape.ToArray(), dtype, device);
            WeightFiller.Fill(factor, adapter.Weights, key);
            return factor;
        }
    }
}
