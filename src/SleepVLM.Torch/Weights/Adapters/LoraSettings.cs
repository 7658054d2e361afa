using System.Text.Json;

namespace SleepVLM.Torch.Weights.Adapters;

/// <summary>How a low-rank adapter (Hu et al. 2021, arXiv 2106.09685) changes its base: <c>W + scaling * B A</c>.</summary>
/// <param name="Rank">Rank of the change, <c>r</c>.</param>
/// <param name="Alpha"><c>lora_alpha</c>.</param>
/// <param name="RankStabilized">Divide by the root of the rank (rsLoRA) instead of the rank.</param>
/// <param name="Base">Model that it was trained on, as PEFT notes it; empty where it does not.</param>
public sealed record LoraSettings(int Rank, double Alpha, bool RankStabilized, string Base)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "adapter_config.json";

    /// <summary>Factor before <c>B A</c>.</summary>
    public double Scaling => Alpha / (RankStabilized ? Math.Sqrt(Rank) : Rank);

    /// <summary>Reads <c>adapter_config.json</c> of a folder, as PEFT writes it.</summary>
    /// <exception cref="WeightFormatException">The file is missing or damaged, or asks for something that cannot be applied here.</exception>
    public static LoraSettings Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return JsonFile.Read(
            path, (problem, inner) => new WeightFormatException(path, $"{problem}; name a folder with an adapter as PEFT writes it", inner),
            root => root.ValueKind == JsonValueKind.Object ? Of(new ConfigSection(path, "", root)) : throw new WeightFormatException(path, "is not an object of settings; get the file anew"));
    }

    private static LoraSettings Of(ConfigSection root)
    {
        if (root.Text("peft_type", "LORA") is var type && type != "LORA") throw root.Wrong("peft_type", type, "LORA");
        if (root.Text("bias", "none") is var bias && bias != "none") throw root.Wrong("bias", bias, "none");
        foreach (var flag in (ReadOnlySpan<string>)["use_dora", "lora_bias", "fan_in_fan_out"])
            if (root.Flag(flag, false)) throw root.Wrong(flag, "true", "false");
        foreach (var list in (ReadOnlySpan<string>)["modules_to_save", "rank_pattern", "alpha_pattern"])
            if (root.IsFilled(list)) throw root.Wrong(list, "filled", "empty");
        var rank = root.Number("r");
        if (rank < 1) throw root.Wrong("r", $"{rank}", "at least 1");
        return new LoraSettings(rank, root.Real("lora_alpha", 8), root.Flag("use_rslora", false), root.Text("base_model_name_or_path", "")!);
    }
}
