using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>How well cited rules agree with those of the reference.</summary>
/// <remarks>
/// Epochs whose reference cites no rule are left out; an epoch staged without a result cites nothing and counts 0. A stage that disagrees has other rules, so
/// the figure of agreeing epochs tells the rules apart from the stages.
/// </remarks>
/// <param name="Epochs">Epochs counted.</param>
/// <param name="Iou">Mean of |cited and reference| / |cited or reference|, 0 to 1.</param>
/// <param name="ExactShare">Share of epochs with the same rules, 0 to 1.</param>
/// <param name="AgreeingEpochs">Epochs counted whose stage agrees with the reference.</param>
/// <param name="IouWhereStageAgrees">The mean over those.</param>
/// <param name="Rules">Each rule that either cites, by name.</param>
public sealed record RuleCitations(
    int Epochs, double? Iou, double? ExactShare, int AgreeingEpochs, double? IouWhereStageAgrees, IReadOnlyList<RuleCount> Rules)
{
    /// <summary>Counts epochs.</summary>
    /// <param name="epochs">Cited rules, the reference's rules and whether the stages agree, for each.</param>
    public static RuleCitations Of(IEnumerable<(IReadOnlyList<RuleId> Cited, IReadOnlyList<RuleId> Reference, bool StageAgrees)> epochs)
    {
        var counts = new SortedDictionary<string, RuleCount>(StringComparer.Ordinal);
        List<double> all = [], agreeing = [];
        foreach (var (given, told, agrees) in epochs)
        {
            var (cited, reference) = (given.ToHashSet(), told.ToHashSet());
            if (reference.Count == 0) continue;
            var iou = (double)cited.Intersect(reference).Count() / cited.Union(reference).Count();
            all.Add(iou);
            if (agrees) agreeing.Add(iou);
            foreach (var rule in cited.Union(reference))
            {
                var before = counts.GetValueOrDefault(rule.Value) ?? new RuleCount(rule.Value, 0, 0, 0);
                var (isCited, isTrue) = (cited.Contains(rule), reference.Contains(rule));
                counts[rule.Value] = before with
                {
                    Cited = before.Cited + (isCited ? 1 : 0), InReference = before.InReference + (isTrue ? 1 : 0), Both = before.Both + (isCited && isTrue ? 1 : 0),
                };
            }
        }

        return new RuleCitations(all.Count, Mean(all), Mean([.. all.Select(iou => iou >= 1 ? 1.0 : 0)]), agreeing.Count, Mean(agreeing), [.. counts.Values]);
    }

    private static double? Mean(List<double> values) => values.Count == 0 ? null : values.Average();
}

/// <summary>Epochs that cite a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Cited">Epochs in which the staging cites it.</param>
/// <param name="InReference">Epochs in which the reference does.</param>
/// <param name="Both">Epochs in which both do.</param>
public sealed record RuleCount(string Rule, int Cited, int InReference, int Both);
