using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.Prompts;

namespace SleepVLM.Torch.Generation;

/// <summary>How a model folder is asked and answers. The user's prompt comes first, then that of the card, then a file in the folder, then ours.</summary>
/// <param name="Template">The prompt.</param>
/// <param name="Card">The model's own card, or one made from the prompt.</param>
/// <param name="HasOwnCard">Whether the card is the model's own.</param>
/// <param name="Problem">Why the model cannot be asked so, or null.</param>
internal sealed record ModelPrompt(PromptTemplate Template, ModelCard Card, bool HasOwnCard, string? Problem)
{
    /// <summary>Files that are looked for in a model folder, the first that is there is taken: our format, a system turn as plain text, the published prompt under its authors' name.</summary>
    public static readonly IReadOnlyList<string> FileNames = ["prompt.yaml", "system_prompt.md", "system_prompt.txt", "phase2_sft_fine.md"];

    // What is published as 1e-6 is greedy in effect.
    private const double GreedyInEffect = 1e-3;

    /// <summary>Finds and reads the prompt.</summary>
    /// <exception cref="SleepVlmException">A prompt or card is missing or damaged.</exception>
    public static ModelPrompt Of(ModelFolder parts, ModelSetting setting)
    {
        var card = parts.ReadCard();
        var prompt = setting.PromptFile is { } named ? PromptTemplate.LoadFile(named, setting.PromptFolder)
            : card is null && parts.Find(FileNames) is { } found ? PromptTemplate.LoadFile(found, setting.PromptFolder, PromptOrigin.ModelFolder)
            : PromptTemplate.Load(setting.PromptFolder, card?.Prompt ?? PromptTemplate.PublishedTurn);
        return new ModelPrompt(prompt, card ?? ModelCard.Reference(parts.Name, prompt), card is not null, ProblemOf(parts, setting, card, prompt));
    }

    /// <summary>The prompt, if the model can be asked so.</summary>
    /// <exception cref="SleepVlmException">It cannot.</exception>
    public ModelPrompt Required() => Problem is null ? this : throw new SleepVlmException(Problem);

    private static string? ProblemOf(ModelFolder parts, ModelSetting setting, ModelCard? card, PromptTemplate prompt)
    {
        if (card is not null && card.PromptSha256 != prompt.Sha256)
            return setting.PromptFile is { } file
                ? $"--prompt {file}: {card.Name} was trained with the prompt {card.Prompt} and knows no other; leave --prompt out"
                : $"{parts.Path}: was trained with another version of the prompt {prompt.Name}; restore prompts/{prompt.Name}.yaml or train again";
        return prompt.Decoding.Temperature > GreedyInEffect
            ? FormattableString.Invariant($"the prompt {prompt.Name} asks for temperature {prompt.Decoding.Temperature}, but a model that runs here takes the likeliest token; set its temperature to 0")
            : null;
    }
}
