using System.Text.Json;
using System.Text.Json.Nodes;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Training;

/// <summary><c>adapter_config.json</c>, as PEFT reads and writes it.</summary>
internal static class AdapterConfig
{
    public const string WeightsFile = "adapter_model.safetensors";
    private const string FileName = "adapter_config.json";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static void Write(string folder, LoraSettings settings, string baseModel)
    {
        var targets = settings.Targets;
        // A list names leaves; leaves within one tower are told by a pattern.
        JsonNode modules = targets.Within.Length == 0
            ? new JsonArray([.. targets.Leaves.Select(leaf => (JsonNode)leaf)])
            : $@"{targets.Within.Replace(".", @"\.", StringComparison.Ordinal)}.*\.({string.Join('|', targets.Leaves)})";
        var config = new JsonObject
        {
            ["alpha_pattern"] = new JsonObject(), ["auto_mapping"] = null, ["base_model_name_or_path"] = baseModel, ["bias"] = "none", ["exclude_modules"] = null,
            ["fan_in_fan_out"] = false, ["inference_mode"] = true, ["init_lora_weights"] = true, ["layers_to_transform"] = null, ["layers_pattern"] = null,
            ["lora_alpha"] = settings.Alpha, ["lora_bias"] = false, ["lora_dropout"] = settings.Dropout, ["modules_to_save"] = null, ["peft_type"] = "LORA", ["r"] = settings.Rank,
            ["rank_pattern"] = new JsonObject(), ["revision"] = null, ["target_modules"] = modules, ["task_type"] = "CAUSAL_LM", ["use_dora"] = false, ["use_rslora"] = false,
        };
        File.WriteAllText(Path.Combine(folder, FileName), config.ToJsonString(Json) + "\n");
    }

    /// <exception cref="WeightFormatException">The file is missing, damaged, or of a kind that is not read.</exception>
    public static LoraSettings Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return JsonFile.Read(path, (problem, inner) => new WeightFormatException(path, problem, inner), root =>
        {
            if (Text(root, "peft_type") != "LORA") throw new WeightFormatException(path, null, null, "peft_type LORA", Text(root, "peft_type"));
            foreach (var variant in (string[])["use_dora", "use_rslora", "fan_in_fan_out", "lora_bias"])
                if (JsonFile.TryGet(root, variant, out var used) && used.ValueKind == JsonValueKind.True)
                    throw new WeightFormatException(path, null, null, $"plain LoRA without {variant}", $"{variant} true");
            return new LoraSettings(Targets(root, path), (int)Number(root, "r", path), Number(root, "lora_alpha", path), Number(root, "lora_dropout", path)).Validated();
        });
    }

    private static LoraTargets Targets(JsonElement root, string path)
    {
        if (JsonFile.TryGet(root, "target_modules", out var modules))
        {
            if (modules.ValueKind == JsonValueKind.Array && modules.EnumerateArray().All(leaf => leaf.ValueKind == JsonValueKind.String))
                return new LoraTargets("given", [.. modules.EnumerateArray().Select(leaf => leaf.GetString()!)]);
            // Patterns are read as this program writes them.
            if (modules.ValueKind == JsonValueKind.String && modules.GetString()!.Split(@".*\.(") is [var within, var leaves] && leaves.EndsWith(')'))
                return new LoraTargets("given", leaves[..^1].Split('|'), within.Replace(@"\.", ".", StringComparison.Ordinal));
        }

        throw new WeightFormatException(path, null, null, "target_modules, a list of names", "none");
    }

    private static string Text(JsonElement root, string name) =>
        JsonFile.TryGet(root, name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "none";

    private static double Number(JsonElement root, string name, string path) =>
        JsonFile.TryGet(root, name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw new WeightFormatException(path, null, null, $"the number {name}", "none");
}
