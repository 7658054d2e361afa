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
            ["answer_form"] = AnswerForm(FormatOf(template, detail)),
        });

    /// <summary>How the answer to a prompt is spelled: as its file says, else as published; without prose where none is asked for.</summary>
    public static AnswerFormat FormatOf(PromptTemplate template, RationaleDetail detail)
    {
        var format = template.Answer ?? AnswerFormat.Published;
        return detail == RationaleDetail.Full ? format : format.WithoutProse;
    }

    // For models that learned no form of answer: the keys in their order, each with what belongs there.
    private static string AnswerForm(AnswerFormat format) =>
        $"Answer with one JSON object{(format.Fenced ? " in a code fence" : " and nothing else")}, its keys in this order: {string.Join("; ", format.Keys.Select(Describe))}.";

    private static string Describe(string key) => key switch
    {
        AnswerFormat.SleepStageKey => $"\"{key}\", one of {string.Join(", ", Enum.GetNames<SleepStage>().Select(name => $"\"{name}\""))}",
        AnswerFormat.ApplicableRules => $"\"{key}\", a list of one to {AnswerFormat.MostRules} identifiers of the rules that decide, such as [\"N2.1\"]",
        _ => $"\"{key}\", two to five sentences that say what in the pictures decides, with derivations and seconds",
    };
}
