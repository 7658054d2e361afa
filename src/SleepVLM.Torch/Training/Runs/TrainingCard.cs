using System.Globalization;
using System.Text;
using SleepVLM.Engine;

namespace SleepVLM.Torch.Training;

/// <summary>The card of a model in training, as Markdown: what it is, what it learnt from, how it does.</summary>
internal static class TrainingCard
{
    public static string Write(TrainingModel model, TrainingProgress progress, long windows, IReadOnlyList<IReadOnlyDictionary<string, string>> validations)
    {
        var (config, vision) = (model.Model.Config, model.Model.Config.Vision);
        var card = new StringBuilder();
        card.Append(CultureInfo.InvariantCulture, $"""
            ---
            library_name: sleepvlm
            pipeline_tag: image-text-to-text
            ---
            # {model.Card.Name}

            Stages sleep from pictures of 30-second epochs and says why. Research software, not a medical device; a clinician decides.

            | | |
            |---|---|
            | architecture | Qwen2.5-VL: vision tower {vision.Depth} x {vision.HiddenSize}, patches of {vision.PatchSize} pixels; language model {config.NumHiddenLayers} x {config.HiddenSize}, vocabulary {config.VocabSize} |
            | weights | {model.Model.parameters().Sum(p => p.numel())}, bfloat16 |
            | pictures | style `{model.Card.RenderStyle}`, epoch before, target, epoch after |
            | prompt | `{model.Card.Prompt}` |
            | answer | {string.Join(", ", model.Card.AnswerKeys)} |
            | learnt from | {windows} windows in {progress.Hours:0.00} hours |
            | program | {ProgramVersion.Name} |

            ## Settings

            | | |
            |---|---|

            """);
        foreach (var (name, value) in progress.Settings) card.Append(CultureInfo.InvariantCulture, $"| `{name}` | {value} |\n");
        card.Append("\n## Validation\n\n");
        if (validations.Count == 0)
        {
            card.Append("Not held against scored nights while it learnt.\n");
            return card.ToString();
        }

        if (progress.BestKappa is { } best)
            card.Append(CultureInfo.InvariantCulture, $"These weights had the best kappa of the first set, {best:0.000} behind {progress.BestWindows} windows. They were chosen by it, so it is optimistic.\n\n");
        var columns = validations[0].Keys.ToArray();
        card.Append("| ").AppendJoin(" | ", columns).Append(" |\n|").AppendJoin("|", columns.Select(_ => "---")).Append("|\n");
        foreach (var row in validations) card.Append("| ").AppendJoin(" | ", row.Values).Append(" |\n");
        return card.ToString();
    }
}
