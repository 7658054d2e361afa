using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Packing;
using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Models in Hugging Face layout on disk.</summary>
public static class ModelFiles
{
    /// <summary>Above this many weights float32 costs more memory than its accuracy is worth.</summary>
    private const long LargeModel = 1_000_000_000;

    /// <summary>Loads the weights of a folder. Computes in float32 on a CPU, in bfloat16 on CUDA and for large models.</summary>
    /// <param name="folder">Folder with config.json and safetensors.</param>
    /// <param name="config">What its config.json says.</param>
    /// <param name="device">Where the model is to run.</param>
    /// <param name="dtype">Element type to compute in; null for <see cref="PrecisionFor"/>.</param>
    /// <exception cref="WeightFormatException">A tensor is missing, left over, damaged, or has another shape than the configuration asks for.</exception>
    public static Qwen25Vl Load(string folder, Qwen25VlConfig config, Device device, ScalarType? dtype = null)
    {
        using var noGradients = no_grad();
        using var checkpoint = Checkpoint.Open(folder);
        var packing = PackedModules.Of(checkpoint);
        CheckpointCheck.Require(checkpoint, config, packing);
        var model = new Qwen25Vl(config, new WeightStorage(dtype ?? PrecisionFor(config, device), device, packing));
        try
        {
            foreach (var (name, parameter) in model.named_parameters()) WeightFiller.Fill(parameter, checkpoint, name);
            foreach (var (name, buffer) in model.named_buffers()) WeightFiller.Fill(buffer, checkpoint, name);
        }
        catch
        {
            model.Dispose();
            throw;
        }

        model.eval();
        return model;
    }

    /// <summary>Element type that a model of this size computes in: bfloat16 on CUDA and above a thousand million weights, else float32.</summary>
    public static ScalarType PrecisionFor(Qwen25VlConfig config, Device device) =>
        device.type == DeviceType.CUDA || TensorPlan.ParameterCount(config) > LargeModel ? ScalarType.BFloat16 : ScalarType.Float32;

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

    /// <summary>Copies what stands beside the weights of a model: tokenizer, configuration, card.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="output">A folder that exists.</param>
    public static void CopyOthers(string folder, string output)
    {
        foreach (var file in Directory.GetFiles(folder).Where(file => Path.GetExtension(file) is ".json" or ".txt" or ".jinja" && !Path.GetFileName(file).StartsWith("model.", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(output, Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>Values of a tensor as float32 on the host, row-major.</summary>
    public static float[] HostValues(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }
}
