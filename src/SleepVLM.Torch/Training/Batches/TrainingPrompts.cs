using SleepVLM.Engine.Staging.Prompts;
using SleepVLM.Contracts;

namespace SleepVLM.Torch.Training;

/// <summary>The questions that a model learns to answer.</summary>
/// <param name="StageTemplate">Asks for stage, rules and, on the fine track, reasons.</param>
/// <param name="QuestionTemplate">Asks a short question about the same pictures.</param>
/// <param name="RuleBookText">The rules as text, for prompts that hold them.</param>
public sealed record TrainingPrompts(PromptTemplate StageTemplate, PromptTemplate QuestionTemplate, string RuleBookText)
{
    /// <summary>Name of the prompt with a short question.</summary>
    public const string QuestionPrompt = "ask-epoch";

    /// <summary>Loads the prompt that a model is staged with, and the one for short questions.</summary>
    /// <param name="folder">Folder of the prompts.</param>
    /// <param name="stagePrompt">Name of the staging prompt.</param>
    /// <param name="ruleBookText">The rules as text.</param>
    public static TrainingPrompts Load(string folder, string stagePrompt, string ruleBookText) =>
        new(PromptTemplate.Load(folder, stagePrompt), PromptTemplate.Load(folder, QuestionPrompt), ruleBookText);

    /// <summary>Turns of the staging question.</summary>
    public IReadOnlyList<PromptMessage> Stage(RationaleDetail detail) => StagePrompt.Render(StageTemplate, RuleBookText, detail);

    /// <summary>Turns of a short question.</summary>
    public IReadOnlyList<PromptMessage> Question(string question) =>
        QuestionTemplate.Render(new Dictionary<string, string> { ["question"] = question });
}
