using SleepVLM.Engine.Rules;

namespace SleepVLM.Torch.Generation;

/// <summary>What a model needs besides its own folder.</summary>
/// <param name="PromptFolder">Folder of the prompts.</param>
/// <param name="Rules">The rule book: its text for the prompt, its identifiers for the answer.</param>
/// <param name="Device"><c>auto</c> (CUDA where there is one), <c>cpu</c> or <c>cuda</c>.</param>
/// <param name="PromptFile">Prompt for a checkpoint without a card of its own, such as the published ones; null for the one in its folder, else ours.</param>
public sealed record ModelSetting(string PromptFolder, RuleBook Rules, string Device = "auto", string? PromptFile = null);
