using System.Globalization;
using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;

namespace SleepVLM.App.Commands.Check;

/// <summary>What a person wants to know of checked rationales: how they stand, what is wrong most often, where to look first.</summary>
internal static class CheckSummary
{
    private const int CommonestShown = 10, NightShown = 10, LongestReason = 110;

    /// <summary>Prints to standard output.</summary>
    public static void Print(Study study, int top) => Tables.Show([Epochs(study), Claims(study), Commonest(study), Night(study), Queue(study, top)]);

    private static InfoSection Epochs(Study study)
    {
        var checkedEpochs = study.Epochs.Where(epoch => epoch.Outcome is StageDecision).ToList();
        return new InfoSection("Epochs", ["verdict", "epochs", "share"],
        [
            .. Enum.GetValues<EpochVerdict>().Select(verdict => (verdict, Count: checkedEpochs.Count(epoch => epoch.Report.Verdict == verdict)))
                .Select(row => new[] { Words(row.verdict), Text(row.Count), Share(row.Count, checkedEpochs.Count) }),
        ]);
    }

    private static InfoSection Claims(Study study)
    {
        var findings = study.Epochs.SelectMany(epoch => epoch.Report.Findings).ToLookup(found => (found.Strength, found.Verdict));
        return new InfoSection("Claims and rules", ["checks", .. Enum.GetValues<RuleVerdict>().Select(verdict => Words(verdict))],
        [
            .. Enum.GetValues<CheckStrength>().Select(strength => (string[])
            [
                Words(strength), .. Enum.GetValues<RuleVerdict>().Select(verdict => Text(findings[(strength, verdict)].Count())),
            ]),
        ]);
    }

    private static InfoSection Commonest(Study study) => new("Commonest contradictions", ["check", "strength", "times", "for example"],
    [
        .. study.Epochs.SelectMany(epoch => epoch.Report.Findings.Where(found => found.Verdict == RuleVerdict.Contradicted).Select(found => (epoch.Outcome.Index, found)))
            .GroupBy(one => (one.found.Check, one.found.Strength)).OrderBy(group => group.Key.Strength).ThenByDescending(group => group.Count()).Take(CommonestShown)
            .Select(group => new[] { group.Key.Check, Words(group.Key.Strength), Text(group.Count()), Short($"{group.First().Index}: {group.First().found.Explanation}") }),
    ]);

    private static InfoSection Night(Study study) => new("Rules of the hypnogram that the night breaks", ["epochs", "check", "what"],
    [
        .. study.NightFindings.OrderBy(found => found.Strength).ThenBy(found => found.First).Take(NightShown)
            .Select(found => new[] { found.First == found.Last ? Text(found.First.Number) : $"{found.First.Number}-{found.Last.Number}", found.Check, Short(found.Explanation) }),
    ]);

    private static InfoSection Queue(Study study, int top) => new($"Look at these first ({study.ReviewQueue.Count()} epochs ask for a look)", ["epoch", "stage", "score", "why"],
    [
        .. study.ReviewQueue.Take(top).Select(epoch => new[]
        {
            Text(epoch.Outcome.Index.Number), (epoch.Outcome as StageDecision)?.Stage.ToString() ?? "?",
            epoch.Review!.Score.ToString("0.00", CultureInfo.InvariantCulture), Short(epoch.Review.Reasons[0].Explanation),
        }),
    ]);

    private static string Words(Enum value) => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Share(int count, int of) => of == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / of:0.0} %");

    /// <summary>A rationale may hold what a terminal would obey.</summary>
    private static string Short(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return clean.Length <= LongestReason ? clean : clean[..(LongestReason - 1)] + "…";
    }
}
