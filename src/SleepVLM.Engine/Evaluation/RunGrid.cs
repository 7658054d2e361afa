using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation;

/// <summary>A stretch scored as one stage.</summary>
/// <param name="OnsetSeconds">Start, seconds from the start of the recording.</param>
/// <param name="DurationSeconds">Length; null where the next one ends it.</param>
/// <param name="Stage">Null for unscored.</param>
internal readonly record struct ScoredRun(double OnsetSeconds, double? DurationSeconds, SleepStage? Stage);

/// <summary>Lays scored stretches over a recording's 30-second epochs: an epoch has the stage that holds at its middle.</summary>
internal static class RunGrid
{
    private const double EpochSeconds = 30;
    private const int MostOverlap = 20;

    /// <exception cref="HypnogramFormatException">Too long, or two stages at one time.</exception>
    public static Hypnogram Lay(string path, DateTime? startTime, IReadOnlyList<ScoredRun> runs)
    {
        var ordered = runs.OrderBy(run => run.OnsetSeconds).ToList();
        var stages = new SortedDictionary<int, SleepStage?>();
        var laid = 0;
        for (var i = 0; i < ordered.Count; i++)
        {
            var run = ordered[i];
            var end = run.OnsetSeconds + (run.DurationSeconds ?? (i + 1 < ordered.Count ? ordered[i + 1].OnsetSeconds - run.OnsetSeconds : EpochSeconds));
            if (!(end <= Hypnogram.MaxEpochs * EpochSeconds))
                throw new HypnogramFormatException(path, null, $"a stage lasts until {Seconds(end)} s, longer than any recording; check its onset and duration");
            for (var index = Math.Max(0, FirstMiddleFrom(run.OnsetSeconds)); index < FirstMiddleFrom(end); index++)
            {
                if (stages.TryGetValue(index, out var other) && other != run.Stage)
                    throw new HypnogramFormatException(path, null,
                        $"{new EpochIndex(index)} is given two stages, {Name(other)} and {Name(run.Stage)}; name a file with one scoring");
                stages[index] = run.Stage;
                if (++laid > MostOverlap * Hypnogram.MaxEpochs)
                    throw new HypnogramFormatException(path, null, "the same epochs are scored over and over; name a file with one scoring");
            }
        }
        return new Hypnogram(path, startTime, [.. stages.Select(s => new ScoredEpoch(new EpochIndex(s.Key), s.Value))], Notes(ordered))
        {
            OffsetSeconds = Offset(ordered.FirstOrDefault(run => run.Stage is not null).OnsetSeconds),
        };
    }

    private static int FirstMiddleFrom(double seconds) => (int)Math.Ceiling(Math.Max(seconds, -EpochSeconds) / EpochSeconds - 0.5 - 1e-9);

    private static List<string> Notes(List<ScoredRun> runs)
    {
        var notes = new List<string>();
        if (runs.Count == 0) return notes;
        var offset = Remainder(runs[0].OnsetSeconds);
        if (offset > 0.01) notes.Add($"scoring starts {Seconds(offset)} s into a 30 s epoch of the recording; each epoch takes the stage at its middle");
        else if (runs.Any(run => run.DurationSeconds is { } duration && Remainder(duration) > 0.01))
            notes.Add("scored in stretches that are not whole 30 s epochs; each epoch takes the stage at its middle");
        return notes;
    }

    /// <summary>How far after (before: negative) an epoch's start a scored stretch begins that gives the epoch its stage.</summary>
    private static double Offset(double seconds) => Remainder(seconds) is var late && late > EpochSeconds / 2 ? late - EpochSeconds : late;

    private static double Remainder(double seconds)
    {
        var remainder = seconds - Math.Floor(seconds / EpochSeconds) * EpochSeconds;
        return EpochSeconds - remainder < 0.01 ? 0 : remainder;
    }

    private static string Seconds(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Name(SleepStage? stage) => stage?.ToString() ?? "unscored";
}
