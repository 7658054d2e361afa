using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Training;

/// <summary>Low-rank matrices beside those of a model; attached, they join in every forward pass. Owns its weights.</summary>
/// <remarks>
/// The pair of the patch projection, a convolution, is shaped like one: <c>[rank, channels, frames, patch, patch]</c> and <c>[width, rank, 1, 1, 1]</c>. Frames of a still
/// picture are equal and are left out together by dropout.
/// </remarks>
public sealed class TrainableAdapter : IDisposable
{
    private const string KeyPrefix = "base_model.model.";

    private readonly LoraSettings _settings;
    private readonly List<(string Module, Parameter Weight, Parameter A, Parameter B)> _pairs = [];

    /// <summary>Attaches to a model: the first matrix drawn uniformly from +-1/sqrt(inputs), the second 0, so that nothing changes yet.</summary>
    /// <param name="model">The model; its own weights stay as they are.</param>
    /// <param name="settings">Rank, factor, dropout and targets.</param>
    public TrainableAdapter(Qwen25Vl model, LoraSettings settings)
    {
        _settings = settings;
        foreach (var (name, module) in model.named_modules().Where(entry => settings.Targets.Cover(entry.name)))
        {
            if (module is Linear linear)
            {
                var (a, b) = Add(name, linear.weight, model);
                linear.register_forward_hook((_, x, y) => y + Delta(x, a, b, model.training));
            }
            else if (module is PatchProjection patches)
            {
                var (a, b) = Add(name, patches.Weight, model);
                patches.register_forward_hook((_, x, y) => y + Delta(x, PatchProjection.Flatten(a, x), b.view(b.shape[0], b.shape[1]), model.training));
            }
        }
    }

    /// <summary>Modules that are adapted, in the order of the model.</summary>
    public IReadOnlyList<string> Modules => [.. _pairs.Select(pair => pair.Module)];

    /// <summary>Its weights by PEFT's keys.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> Parameters =>
        _pairs.SelectMany(pair => new[] { ($"{KeyPrefix}{pair.Module}.lora_A.weight", pair.A), ($"{KeyPrefix}{pair.Module}.lora_B.weight", pair.B) });

    /// <summary>What the adapted matrices become when the adapter is taken into them, float32, by the names of the model's weights.</summary>
    public IEnumerable<(string Name, Tensor Weight)> Merged()
    {
        foreach (var (module, weight, a, b) in _pairs)
        {
            using var _ = no_grad();
            var product = matmul(b.to(ScalarType.Float32).reshape(b.shape[0], -1), a.to(ScalarType.Float32).reshape(a.shape[0], -1));
            yield return ($"{module}.weight", weight.to(ScalarType.Float32) + product.view(weight.shape) * _settings.Scale);
        }
    }

    /// <summary>Writes <c>adapter_config.json</c> and <c>adapter_model.safetensors</c> as PEFT has them.</summary>
    /// <param name="folder">Made when missing.</param>
    /// <param name="baseModel">Name of the model it belongs to.</param>
    /// <param name="weights">Its weights by <see cref="Parameters"/>' names; others are passed over.</param>
    public void Save(string folder, string baseModel, IEnumerable<(string Name, Tensor Weight)> weights)
    {
        Directory.CreateDirectory(folder);
        AdapterConfig.Write(folder, _settings, baseModel);
        SafetensorsWriter.Write(
            Path.Combine(folder, AdapterConfig.WeightsFile),
            [.. weights.Where(weight => weight.Name.StartsWith(KeyPrefix, StringComparison.Ordinal)).Select(weight =>
                SafetensorsWriter.FromFloats(weight.Name, "F32", weight.Weight.shape, ModelFiles.HostValues(weight.Weight)))],
            new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <summary>Attaches an adapter from disk, keys of either spelling.</summary>
    /// <exception cref="WeightFormatException">A file is missing or damaged, or it fits another model.</exception>
    public static TrainableAdapter Load(string folder, Qwen25Vl model)
    {
        var adapter = new TrainableAdapter(model, AdapterConfig.Read(folder));
        var path = Path.Combine(folder, AdapterConfig.WeightsFile);
        using var file = SafetensorsFile.Open(path);
        using var _ = no_grad();
        var keys = file.Header.Tensors.Keys.ToDictionary(key => CanonicalKey.Of(key));
        foreach (var (name, parameter) in adapter.Parameters)
        {
            if (!keys.Remove(name, out var key)) throw new WeightFormatException(path, name, null, "the tensor", "none of that name");
            var entry = file.Header.Tensors[key];
            if (!entry.Shape.SequenceEqual(parameter.shape))
                throw new WeightFormatException(path, key, null, $"shape [{string.Join(", ", parameter.shape)}]", $"[{string.Join(", ", entry.Shape)}]");
            using var scope = NewDisposeScope();
            parameter.copy_(tensor(file.ToFloats(key), parameter.shape));
        }

        return keys.Count == 0 ? adapter : throw new WeightFormatException(path, keys.Values.First(), null, "tensors of the adapted modules alone", "one without a place in the model");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, a, b) in _pairs)
        {
            a.Dispose();
            b.Dispose();
        }
    }

    private (Parameter A, Parameter B) Add(string module, Parameter weight, Qwen25Vl model)
    {
        using var scope = NewDisposeScope();
        long[] inner = [_settings.Rank, .. weight.shape[1..]];
        long[] outer = [weight.shape[0], _settings.Rank, .. weight.shape[2..].Select(_ => 1L)];
        var bound = 1 / Math.Sqrt(weight.numel() / weight.shape[0]);
        var a = new Parameter(((rand(inner, ScalarType.Float32) * 2 - 1) * bound).to(model.Dtype, model.Device));
        var b = new Parameter(zeros(outer, model.Dtype, model.Device));
        _pairs.Add((module, weight, (Parameter)a.DetachFromDisposeScope(), (Parameter)b.DetachFromDisposeScope()));
        return (a, b);
    }

    private Tensor Delta(Tensor x, Tensor a, Tensor b, bool training) =>
        nn.functional.linear(nn.functional.linear(nn.functional.dropout(x, _settings.Dropout, training), a), b) * _settings.Scale;
}
