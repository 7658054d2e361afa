using SleepVLM.Contracts;

namespace SleepVLM.Engine.Cohorts;

/// <summary>Reads a manifest: a CSV file with a line for each recording to train on or to evaluate with (docs/training-data.md).</summary>
/// <remarks>
/// Columns <c>recording,hypnogram,subject,split,rationales,map</c> in any order; only <c>recording</c> must be there. Paths are relative to the manifest.
/// Every file named is opened, its channels and its scoring are looked at, and everything wrong is told at once, before any work begins.
/// </remarks>
public static class CohortManifest
{
    /// <summary>Reads and examines.</summary>
    /// <param name="path">The manifest.</param>
    /// <param name="options">How it is read; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between recordings.</param>
    /// <exception cref="CohortException">Something is wrong with it; the message lists every problem.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Cohort Read(string path, CohortOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (cohort, problems) = Examine(path, options, null, cancellationToken);
        return problems.Count == 0 ? cohort : throw new CohortException(problems);
    }

    /// <summary>The recordings that can be used, and everything that is wrong with the others.</summary>
    /// <param name="path">The manifest.</param>
    /// <param name="options">How it is read; null for the defaults.</param>
    /// <param name="progress">Receives the share done, 0 to 1; may be null.</param>
    /// <param name="cancellationToken">Stops between recordings.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static (Cohort Cohort, IReadOnlyList<CohortProblem> Problems) Examine(
        string path, CohortOptions? options, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var problems = new List<CohortProblem>();
        var rows = new ManifestTable(path, problems).Read();
        foreach (var twice in rows.GroupBy(row => row.Recording).Where(group => group.Count() > 1))
            problems.Add(new CohortProblem(path, twice.ElementAt(1).Line, $"{twice.Key}: it is on line {twice.First().Line} already; name each recording once"));
        options ??= new CohortOptions();
        var splits = SplitDraw.Draw(path, rows, options, problems);

        var recordings = new List<CohortRecording>();
        for (var i = 0; i < rows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                recordings.Add(new CohortExaminer(rows[i], splits[rows[i].Subject], options, cancellationToken).Examine());
            }
            catch (SleepVlmException error)
            {
                problems.Add(new CohortProblem(path, rows[i].Line, error.Message.ReplaceLineEndings(" ")));
            }

            progress?.Report((i + 1.0) / rows.Count);
        }

        return (new Cohort(path, recordings), [.. problems.OrderBy(problem => problem.Line ?? 0)]);
    }
}
