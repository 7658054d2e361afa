using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>How well the checker does on a group of nights.</summary>
/// <param name="Group">For example <c>simulated</c>.</param>
/// <param name="Rationales">Right rationales checked.</param>
/// <param name="Faults">One entry for each kind of fault, in the order of <see cref="FaultKind"/>; kinds without a case are left out.</param>
/// <param name="FalseAlarms">Contradicted among the judged findings (supported or contradicted, advisory ones left out) on right rationales.</param>
/// <param name="NotAssessable">Findings on right rationales that could not be judged, among all.</param>
/// <param name="Alarms">False alarms by check, most frequent first.</param>
public sealed record CheckerScore(
    string Group, int Rationales, IReadOnlyList<FaultScore> Faults, Proportion FalseAlarms, Proportion NotAssessable,
    IReadOnlyList<(string Check, int Count)> Alarms)
{
    /// <summary>Cases in all.</summary>
    public int Cases => Faults.Sum(fault => fault.Found.Of);

    /// <summary>Found faults of one strength, all kinds together.</summary>
    public Proportion Found(CheckStrength strength) =>
        Faults.Where(fault => fault.Kind.Strength() == strength).Aggregate(default(Proportion), (sum, fault) => sum + fault.Found);
}

/// <summary>How often one kind of fault is found.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Found">Rationales with a new contradiction, at least as strong as the fault is plain, among those with the fault.</param>
/// <param name="Missed">Some that were not found, for reading.</param>
public sealed record FaultScore(FaultKind Kind, Proportion Found, IReadOnlyList<MissedFault> Missed);

/// <summary>A fault that was not found.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Stage">The stage as told.</param>
/// <param name="Rules">The rules as cited.</param>
/// <param name="Text">The rationale with the fault.</param>
public sealed record MissedFault(int Epoch, SleepStage Stage, IReadOnlyList<RuleId> Rules, string Text);
