using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules;

namespace SleepVLM.Torch.Training;

/// <summary>A training run: what is learnt, from what, into which folder.</summary>
/// <param name="Output">Model folder; a run that was stopped there goes on.</param>
/// <param name="Settings">What shapes the numbers.</param>
/// <param name="Nights">Where windows come from.</param>
/// <param name="Style">Style of the pictures.</param>
/// <param name="PromptFolder">Folder of the prompts.</param>
/// <param name="Rules">The rule book.</param>
public sealed record TrainingJob(
    string Output, TrainingSettings Settings, INightSource Nights, RenderStyle Style, string PromptFolder, RuleBook Rules)
{
    /// <summary>Model folder to begin from; null to begin from nothing.</summary>
    public string? From { get; init; }

    /// <summary>Learn small matrices beside the model's own; null to learn the model's own. Needs <see cref="From"/>.</summary>
    public LoraTraining? Lora { get; init; }

    /// <summary>Prompt to train with; null for the one the model was trained with, or <see cref="NanoModel.Prompt"/> for a new one.</summary>
    public string? Prompt { get; init; }

    /// <summary>Tokens of a new vocabulary.</summary>
    public int VocabularySize { get; init; } = NanoModel.VocabularySize;

    /// <summary>What the model is validated on; the first decides which checkpoint is the best.</summary>
    public IReadOnlyList<ValidationSet> Validation { get; init; } = [];

    /// <summary>Minutes between checkpoints; default 4.</summary>
    public double CheckpointMinutes { get; init; } = 4;

    /// <summary>Whether a copy of the model is kept at every validation, under <c>training/kept/</c>.</summary>
    public bool KeepAll { get; init; }
}
