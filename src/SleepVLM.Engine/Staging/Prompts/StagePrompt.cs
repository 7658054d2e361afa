using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Prompts;

/// <summary>The staging question, filled in.</summary>
public static class StagePrompt
{
    /// <summary>Turns of the question for one level of detail; pictures stay places.</summary>
    public static IReadOnlyList<PromptMessage> Render(PromptTemplate template, string ruleBookText, RationaleDetail detail) =>
        template.Render(new Dictionary<string, string>
        {
            ["rule_book"] = ruleBookText,
            ["detail"] = detail == RationaleDetail.Full ? "Answer with stage, rules and reasons." : "Answer with stage and rules.",
        });
}
