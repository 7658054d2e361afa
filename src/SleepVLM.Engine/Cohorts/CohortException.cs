using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Cohorts;

/// <summary>One thing that is wrong with a manifest or with a file it names.</summary>
/// <param name="File">The manifest.</param>
/// <param name="Line">Its line, from 1; null where the problem lies in no one line.</param>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record CohortProblem(string File, int? Line, string Sentence)
{
    /// <summary>For example <c>cohort.csv: line 3: a.edf: there is no such file; check the path</c>.</summary>
    public override string ToString() => Line is null ? $"{File}: {Sentence}" : string.Create(CultureInfo.InvariantCulture, $"{File}: line {Line}: {Sentence}");
}

/// <summary>A cohort that cannot be used as it is; the message lists every problem, one a line.</summary>
/// <param name="problems">At least one.</param>
public sealed class CohortException(IReadOnlyList<CohortProblem> problems) : SleepVlmException(string.Join('\n', problems))
{
    /// <summary>Everything that was found wrong.</summary>
    public IReadOnlyList<CohortProblem> Problems { get; } = problems;
}
