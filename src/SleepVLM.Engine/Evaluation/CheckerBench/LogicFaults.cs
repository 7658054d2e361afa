using SleepVLM.Contracts;
using SleepVLM.Engine.Rules;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>Faults in stage and rules: the text stays as it is.</summary>
internal sealed class LogicFaults(RuleBook book)
{
    private static readonly SleepStage[] Stages = Enum.GetValues<SleepStage>();

    public ToldDecision? ChangeStage(BenchRationale right, Random random) => right.Right with { Stage = Another(right.Evidence.Stage, random) };

    /// <summary>Stage and rule fit each other, and the text neither.</summary>
    public ToldDecision? ChangeStageAndRule(BenchRationale right, Random random)
    {
        var stage = Another(right.Evidence.Stage, random);
        var rules = book.Rules.Where(rule => rule.Context is null && rule.Stages.SequenceEqual([stage])).ToArray();
        return right.Right with { Stage = stage, Rules = [rules[random.Next(rules.Length)].Id] };
    }

    public ToldDecision? ChangeRule(BenchRationale right, Random random) =>
        WithRule(right, random, rule => !rule.Stages.Contains(right.Evidence.Stage));

    /// <summary>A rule of the stage whose neighbours are known and are not those it needs.</summary>
    public ToldDecision? ChangeContext(BenchRationale right, Random random) => WithRule(right, random, rule =>
        rule.Context is { UnlessAlpha: false } needs && rule.Stages.Contains(right.Evidence.Stage)
        && right.Evidence is { Previous: { } before, Next: { } after } && !Fits(needs, right.Evidence.Stage, before, after));

    private static bool Fits(RuleContext needs, SleepStage stage, SleepStage before, SleepStage after)
    {
        var sides = new List<bool>();
        if (needs.Previous.Count > 0) sides.Add(needs.Previous.Contains(before));
        if (needs.NextIsSame) sides.Add(after == stage);
        else if (needs.Next.Count > 0) sides.Add(needs.Next.Contains(after));
        return needs.Match == ContextMatch.Any ? sides.Contains(true) : !sides.Contains(false);
    }

    private ToldDecision? WithRule(BenchRationale right, Random random, Func<ScoringRule, bool> wanted)
    {
        var rules = book.Rules.Where(rule => wanted(rule) && !right.Right.Rules.Contains(rule.Id)).ToArray();
        return rules.Length == 0 ? null : right.Right with { Rules = [rules[random.Next(rules.Length)].Id, .. right.Right.Rules.Skip(1)] };
    }

    private static SleepStage Another(SleepStage stage, Random random)
    {
        var others = Stages.Where(other => other != stage).ToArray();
        return others[random.Next(others.Length)];
    }
}
