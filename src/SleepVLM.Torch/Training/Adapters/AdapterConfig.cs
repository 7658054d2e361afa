using System.Text.Json;
using System.Text.Json.Nodes;
using SleepVLM.Torch.Weights.Adapters;

namespace SleepVLM.Torch.Training;

/// <summary><c>adapter_config.json</c>, as PEFT reads it.</summary>
internal static class AdapterConfig
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static void Write(string folder, LoraTraining settings, string baseModel)
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
        File.WriteAllText(Path.Combine(folder, LoraSettings.FileName), config.ToJsonString(Json) + "\n");
    }
}
