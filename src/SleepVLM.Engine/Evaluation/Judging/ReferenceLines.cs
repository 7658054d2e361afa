using System.Text;
using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>A reference scoring as JSON Lines: <c>epoch</c> from 1, <c>stage</c> and <c>applicable_rules</c>, as <see cref="JudgedStagingReader"/> reads them.</summary>
public static class ReferenceLines
{
    /// <summary>Writes epochs in order, the recording's first epoch first.</summary>
    /// <param name="epochs">Stage, null where unscored, and rules, none where the reference tells none.</param>
    public static string Of(IEnumerable<(SleepStage? Stage, IReadOnlyList<RuleId> Rules)> epochs)
    {
        var text = new StringBuilder();
        var number = 0;
        foreach (var (stage, rules) in epochs)
            text.Append(JsonSerializer.Serialize(new { epoch = ++number, stage = stage?.ToString(), applicable_rules = rules.Select(rule => rule.Value) })).Append('\n');
        return text.ToString();
    }
}
