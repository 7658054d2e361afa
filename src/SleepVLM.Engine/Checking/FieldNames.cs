namespace SleepVLM.Engine.Checking;

/// <summary>What files call their fields, in small letters: ours first, then those of answers of models, then those of the MASS-EX annotations.</summary>
internal static class FieldNames
{
    /// <summary>Counts from 0, as the pictures of the published data do.</summary>
    public const string EpochFromZero = "n";

    public static readonly string[] Epoch = ["epoch", "epoch_number", "epoch number", EpochFromZero];
    public static readonly string[] Stage = ["stage", "sleep_stage", "sleep stage", "label"];
    public static readonly string[] Text = ["reasoning_text", "text", "rationale", "reasoning", "explanation"];
    public static readonly string[] Rules = ["applicable_rules", "rules", "rule"];
    public const string Subject = "subject";

    /// <summary>Only the MASS-EX annotations have it.</summary>
    public const string CustomId = "custom_id";

    public const string Truncated = "truncated";
    public const string Hypnodensity = "hypnodensity";
}
