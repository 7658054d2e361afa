using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.App;

/// <summary>What a person wants to know when staging is done.</summary>
public static class StagingSummary
{
    /// <summary>Prints stages, verdicts and files to standard output.</summary>
    public static void Print(Study study, IReadOnlyList<string> files)
    {
        var decisions = study.Epochs.Select(epoch => epoch.Outcome).OfType<StageDecision>().ToArray();
        var stages = string.Join("  ", Enum.GetValues<SleepStage>().Select(stage => $"{stage} {decisions.Count(decision => decision.Stage == stage)}"));
        Console.WriteLine($"{study.Epochs.Count} epochs: {stages}{Rest(study.Epochs.Count - decisions.Length, "unscored")}");
        Console.WriteLine($"rationales: {string.Join("  ", Enum.GetValues<EpochVerdict>().Select(verdict => $"{Name(verdict)} {Count(study, verdict)}"))}"
            + Rest(decisions.Count(decision => decision.Rationale.Truncated), "truncated"));
        foreach (var file in files) Console.WriteLine(file);
    }

    private static int Count(Study study, EpochVerdict verdict) =>
        study.Epochs.Count(epoch => epoch.Outcome is StageDecision && epoch.Report.Verdict == verdict);

    private static string Name(EpochVerdict verdict) => verdict == EpochVerdict.NotAssessable ? "not assessable" : verdict.ToString().ToLowerInvariant();

    private static string Rest(int count, string name) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"  {name} {count}");
}
