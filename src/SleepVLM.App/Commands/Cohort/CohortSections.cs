using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;
using SleepVLM.Engine.Cohorts;

namespace SleepVLM.App.Commands.Cohort;

/// <summary>Lays out what a manifest holds.</summary>
internal static class CohortSections
{
    private static readonly SleepStage[] Stages = Enum.GetValues<SleepStage>();

    public static IReadOnlyList<InfoSection> Of(Engine.Cohorts.Cohort cohort, IReadOnlyList<CohortProblem> problems) =>
    [
        new InfoSection("Recordings", ["line", "recording", "subject", "split", "channels", .. Figures],
            [.. cohort.Recordings.Select(recording => (string[])
            [
                Tables.Whole(recording.Line), Path.GetFileName(recording.Path), recording.Subject, Name(recording.Split),
                string.Join(' ', recording.Montage.Channels.Select(channel => channel.Role)), .. Count([recording]),
            ])]),
        new InfoSection("Splits", ["split", "subjects", "recordings", .. Figures],
            [.. Enum.GetValues<CohortSplit>().Select(cohort.Of).Where(part => part.Count > 0).Select(part => (string[])
            [
                Name(part[0].Split), Tables.Whole(part.Select(recording => recording.Subject).Distinct().Count()), Tables.Whole(part.Count), .. Count(part),
            ])]),
        new InfoSection("Notes", ["line", ""], [.. cohort.Recordings.SelectMany(recording => recording.Notes.Select(note => (string[])[Tables.Whole(recording.Line), note]))]),
        new InfoSection($"Problems: {problems.Count}", [], [.. problems.Select(problem => (string[])[problem.ToString()])]),
    ];

    private static string[] Figures => ["scored", "unscored", .. Stages.Select(stage => stage.ToString()), "rationales", "rules"];

    private static IEnumerable<string> Count(IReadOnlyList<CohortRecording> part) =>
    [
        Sum(part, recording => recording.ScoredCount), Sum(part, recording => recording.UnscoredCount),
        .. Stages.Select(stage => Sum(part, recording => recording.Stages.Count(scored => scored == stage))),
        Sum(part, recording => recording.RationaleCount), Sum(part, recording => recording.RuleCount),
    ];

    private static string Sum(IReadOnlyList<CohortRecording> part, Func<CohortRecording, int> figure) => Tables.Whole(part.Sum(figure));

    private static string Name(CohortSplit split) => split.ToString().ToLowerInvariant();
}
