namespace SleepVLM.Torch.Weights.Packing;

/// <summary>How a checkpoint packs 4-bit weights (GPTQ's layout, which AutoRound writes too).</summary>
/// <param name="GroupSize">Inputs that share a scale and a zero point; 0 for all inputs of a layer.</param>
/// <param name="ZeroOffset">What is added to a stored zero point: 1 in GPTQ's first format, 0 in its second.</param>
public sealed record PackedFormat(int GroupSize, int ZeroOffset)
{
    /// <summary>Weights in a 32-bit word.</summary>
    public const int PerWord = 8;

    /// <summary>Groups along the inputs of a layer.</summary>
    public long GroupsOf(long inputs) => GroupSize == 0 ? 1 : inputs / GroupSize;

    /// <summary>Whether a layer of these widths can be packed.</summary>
    public bool Fits(long inputs, long outputs) =>
        inputs % PerWord == 0 && outputs % PerWord == 0 && (GroupSize == 0 || (inputs % GroupSize == 0 && GroupSize % PerWord == 0));

    /// <summary>The format that <c>quantization_config</c> in a model folder's <c>config.json</c> names, or null where it has none.</summary>
    /// <exception cref="WeightFormatException">A method, a number of bits or a layout that cannot be read here.</exception>
    public static PackedFormat? Read(string folder)
    {
        var path = Path.Combine(folder, ConfigFile.Name);
        return JsonFile.Read(
            path, (problem, inner) => new WeightFormatException(path, problem, inner),
            root => root.ValueKind == System.Text.Json.JsonValueKind.Object ? Of(new ConfigSection(path, "", root).Section("quantization_config")) : null);
    }

    private static PackedFormat? Of(ConfigSection? quantization)
    {
        if (quantization is null) return null;
        var method = quantization.Text("quant_method", "");
        if (method is not ("gptq" or "auto-round" or "auto_round" or "intel/auto-round"))
            throw quantization.Wrong("quant_method", method, "gptq or auto-round");
        if (quantization.Number("bits") is var bits && bits != 4) throw quantization.Wrong("bits", $"{bits}", "4");
        if (quantization.Number("group_size") is var group && group != -1 && (group < PerWord || group % PerWord != 0))
            throw quantization.Wrong("group_size", $"{group}", "-1 or a multiple of 8");
        return new PackedFormat(Math.Max(0, group), Offset(quantization, method));
    }

    private static int Offset(ConfigSection quantization, string method)
    {
        if (method == "gptq")
            return quantization.Text("checkpoint_format", "gptq") switch
            {
                "gptq" => 1,
                "gptq_v2" => 0,
                var other => throw quantization.Wrong("checkpoint_format", other, "gptq or gptq_v2"),
            };
        return quantization.Text("packing_format", "") is "auto_round:auto_gptq" or "auto_round:gptq"
            ? 1
            : throw quantization.Wrong("packing_format", quantization.Text("packing_format", "absent"), "auto_round:auto_gptq");
    }
}

/// <summary>The linear layers of a checkpoint that are packed.</summary>
/// <param name="Format">How.</param>
/// <param name="Names">Their names, for example <c>model.language_model.layers.0.mlp.up_proj</c>.</param>
/// <param name="WithGroupIndex">Those with a tensor <c>g_idx</c> that tells each input's group.</param>
public sealed record PackedModules(PackedFormat Format, IReadOnlySet<string> Names, IReadOnlySet<string> WithGroupIndex)
{
    private const string Suffix = ".qweight";

    /// <summary>Whether a layer is packed.</summary>
    public bool Contains(string name) => Names.Contains(name);

    /// <summary>The packed layers of a checkpoint, or null where it has none.</summary>
    /// <exception cref="WeightFormatException">There are some, and <c>config.json</c> does not say how to read them.</exception>
    public static PackedModules? Of(Checkpoint checkpoint)
    {
        var names = checkpoint.Tensors.Keys.Where(key => key.EndsWith(Suffix, StringComparison.Ordinal)).Select(key => key[..^Suffix.Length]).ToHashSet();
        var format = PackedFormat.Read(checkpoint.Folder);
        if (names.Count == 0) return null;
        return format is null
            ? throw new WeightFormatException(
                Path.Combine(checkpoint.Folder, ConfigFile.Name), $"quantization_config is absent, but {names.First()} is packed; get the file that belongs to these weights")
            : new PackedModules(format, names, names.Where(name => checkpoint.Tensors.ContainsKey(name + ".g_idx")).ToHashSet());
    }
}
