namespace SleepVLM.Contracts;

/// <summary>Everything that can change a decision, by name and hash.</summary>
/// <param name="Model">Name of the decider, for example <c>nano</c> or <c>rules</c>.</param>
/// <param name="ModelSha256">Hash of its weights and settings; for a rule stager of its settings.</param>
/// <param name="Prompt">Prompt name, empty for a decider that takes none.</param>
/// <param name="PromptSha256">Hash of the prompt file, empty likewise.</param>
/// <param name="RenderStyle">Style of the pictures with the mains frequency, for example <c>sleepvlm/50Hz</c>.</param>
/// <param name="RuleBookSha256">Hash of the rule book.</param>
/// <param name="Seed">Seed of anything drawn by chance.</param>
/// <param name="Program">Program name and version.</param>
/// <param name="Notes">What was done out of the ordinary for this epoch, such as a repeated edge epoch.</param>
public sealed record Provenance(
    string Model, string ModelSha256, string Prompt, string PromptSha256, string RenderStyle,
    string RuleBookSha256, ulong Seed, string Program, IReadOnlyList<string> Notes)
{
    /// <summary>Engine that ran the model, with its version, for example <c>vLLM 0.11.0</c>; null for our own.</summary>
    public string? Engine { get; init; }

    /// <summary>Where the prompt comes from; null for a prompt of the program's own.</summary>
    public PromptOrigin? PromptOrigin { get; init; }

    /// <summary>Repetition penalty that the prompt asks for and the engine applies; null for none.</summary>
    public double? RepetitionPenalty { get; init; }
}
