using SleepVLM.Contracts;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Adapters;
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

    private readonly LoraTraining _settings;
    private readonly List<(string Module, Parameter A, Parameter B)> _pairs = [];

    /// <summary>Attaches to a model: the first matrix drawn uniformly from +-1/sqrt(inputs), the second 0, so that nothing changes yet.</summary>
    /// <param name="model">The model; its own weights stay as they are.</param>
    /// <param name="settings">Rank, factor, dropout and targets.</param>
    /// <exception cref="SleepVlmException">A module is packed in 4 bits, which carries no gradients.</exception>
    public TrainableAdapter(Qwen25Vl model, LoraTraining settings)
    {
        _settings = settings;
        foreach (var (name, module) in model.named_modules().Where(entry => settings.Targets.Cover(entry.name)))
        {
            if (module is PackedLinear) throw new SleepVlmException($"--from: {name} is packed in 4 bits, which carries no gradients; train on the model in bfloat16");
            if (module is PatchProjection patches)
            {
                var (a, b) = Add(name, patches.Weight, model);
                patches.register_forward_hook((_, x, y) => y + Delta(x, PatchProjection.Flatten(a, x), b.view(b.shape[0], b.shape[1]), model.training));
            }
            else if (module is nn.Module<Tensor, Tensor> linear && linear.get_parameter("weight") is { } weight)
            {
                var (a, b) = Add(name, weight, model);
                linear.register_forward_hook((_, x, y) => y + Delta(x, a, b, model.training));
            }
        }
    }

    /// <summary>Modules that are adapted, in the order of the model.</summary>
    public IReadOnlyList<string> Modules => [.. _pairs.Select(pair => pair.Module)];

    /// <summary>Its weights by PEFT's keys.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> Parameters =>
        _pairs.SelectMany(pair => new[] { ($"{KeyPrefix}{pair.Module}.lora_A.weight", pair.A), ($"{KeyPrefix}{pair.Module}.lora_B.weight", pair.B) });

    /// <summary>Writes <c>adapter_config.json</c> and <c>adapter_model.safetensors</c> as PEFT has them.</summary>
    /// <param name="folder">Made when missing.</param>
    /// <param name="baseModel">Name of the model it belongs to.</param>
    /// <param name="weights">Its weights by <see cref="Parameters"/>' names; others are passed over.</param>
    public void Save(string folder, string baseModel, IEnumerable<(string Name, Tensor Weight)> weights)
    {
        Directory.CreateDirectory(folder);
        AdapterConfig.Write(folder, _settings, baseModel);
        SafetensorsWriter.Write(
            Path.Combine(folder, AdapterFiles.WeightFile),
            [.. weights.Where(weight => weight.Name.StartsWith(KeyPrefix, StringComparison.Ordinal)).Select(weight =>
                SafetensorsWriter.FromFloats(weight.Name, "F32", weight.Weight.shape, ModelFiles.HostValues(weight.Weight)))],
            new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, a, b) in _pairs)
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
        _pairs.Add((module, (Parameter)a.DetachFromDisposeScope(), (Parameter)b.DetachFromDisposeScope()));
        return (a, b);
    }

    private Tensor Delta(Tensor x, Tensor a, Tensor b, bool training) =>
        nn.functional.linear(nn.functional.linear(nn.functional.dropout(x, _settings.Dropout, training), a), b) * _settings.Scale;
}
