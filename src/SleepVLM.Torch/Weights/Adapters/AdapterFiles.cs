namespace SleepVLM.Torch.Weights.Adapters;

/// <summary>The two factors of one changed layer, by canonical key.</summary>
/// <param name="Module">Layer of the base, for example <c>model.visual.blocks.0.attn.qkv</c>.</param>
/// <param name="Down">Key of A, <c>[r, inputs...]</c>.</param>
/// <param name="Up">Key of B, <c>[outputs, r]</c>, for a convolution with sizes of 1 behind.</param>
public sealed record LoraPair(string Module, string Down, string Up);

/// <summary>An open adapter folder as PEFT writes it: settings, and tables of the factors.</summary>
public sealed class AdapterFiles : IDisposable
{
    /// <summary>Factors in one file.</summary>
    public const string WeightFile = "adapter_model.safetensors";

    private const string Prefix = "base_model.model.";
    private const string DownSuffix = ".lora_A.weight";
    private const string UpSuffix = ".lora_B.weight";

    private AdapterFiles(string folder, LoraSettings settings, Checkpoint weights, IReadOnlyList<LoraPair> pairs) =>
        (Folder, Settings, Weights, Pairs) = (folder, settings, weights, pairs);

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Rank, scaling and base.</summary>
    public LoraSettings Settings { get; }

    /// <summary>The factors.</summary>
    public Checkpoint Weights { get; }

    /// <summary>Layers that are changed.</summary>
    public IReadOnlyList<LoraPair> Pairs { get; }

    /// <summary>Whether a folder holds an adapter instead of a model.</summary>
    public static bool IsAdapter(string folder) => File.Exists(Path.Combine(folder, LoraSettings.FileName));

    /// <summary>Opens a folder and pairs its factors.</summary>
    /// <exception cref="WeightFormatException">A file is missing or damaged, a factor lacks its partner, or a tensor is no factor.</exception>
    public static AdapterFiles Open(string folder)
    {
        var settings = LoraSettings.Read(folder);
        var weights = Checkpoint.OpenFile(Path.Combine(folder, WeightFile));
        try
        {
            return new AdapterFiles(folder, settings, weights, [.. Pair(weights)]);
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>What does not fit the base: unknown layers, factors of another shape. Each names tensor, file and what was expected.</summary>
    /// <param name="config">The base's configuration.</param>
    public IEnumerable<WeightFormatException> Problems(Qwen25VlConfig config)
    {
        var shapes = TensorPlan.Of(config).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        foreach (var (module, down, up) in Pairs)
        {
            if (!shapes.TryGetValue(module + ".weight", out var shape) || shape.Count < 2 || module.EndsWith("embed_tokens", StringComparison.Ordinal))
                yield return new WeightFormatException(Weights.WeightList, Weights.Tensors[down].Name, null, "a layer of the base", $"{module}, which it does not have");
            else
                foreach (var (key, expected) in ((string, long[])[])[(down, [Settings.Rank, .. shape.Skip(1)]), (up, [shape[0], Settings.Rank, .. shape.Skip(2).Select(_ => 1L)])])
                    if (!Weights.Tensors[key].Shape.SequenceEqual(expected))
                        yield return new WeightFormatException(Weights.WeightList, Weights.Tensors[key].Name, null, Shape(expected), Shape(Weights.Tensors[key].Shape));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Weights.Dispose();

    private static IEnumerable<LoraPair> Pair(Checkpoint weights)
    {
        // Saved in training, keys hold the adapter's name ("default") before "weight"; saved by PEFT they do not.
        var keys = weights.Tensors.Keys.ToDictionary(key => key.Replace(".default.weight", ".weight", StringComparison.Ordinal));
        foreach (var (key, stored) in keys)
        {
            var isDown = key.EndsWith(DownSuffix, StringComparison.Ordinal);
            if (!key.StartsWith(Prefix, StringComparison.Ordinal) || !(isDown || key.EndsWith(UpSuffix, StringComparison.Ordinal)))
                throw new WeightFormatException(weights.WeightList, weights.Tensors[stored].Name, null, $"{Prefix}LAYER.lora_A.weight or {Prefix}LAYER.lora_B.weight", "another name");
            var module = key[Prefix.Length..^DownSuffix.Length];
            var partner = Prefix + module + (isDown ? UpSuffix : DownSuffix);
            if (!keys.TryGetValue(partner, out var other))
                throw new WeightFormatException(weights.WeightList, weights.Tensors[stored].Name, null, $"its partner {partner}", "no such tensor");
            if (isDown) yield return new LoraPair(module, stored, other);
        }
    }

    private static string Shape(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
