using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Cohorts;

/// <summary>The epochs of a recording as its scorer cut them.</summary>
/// <param name="OnsetSeconds">Start of the first epoch, seconds from the start of the recording, 0 to below 30.</param>
/// <param name="Stages">One per epoch to the end of the recording; null where unscored.</param>
/// <param name="OutsideCount">Scored epochs that the recording does not cover.</param>
internal sealed record ScoringGrid(double OnsetSeconds, IReadOnlyList<SleepStage?> Stages, int OutsideCount)
{
    /// <summary>A scorer may go on to the end of a last epoch that the recording only begins, and a little before its start.</summary>
    public const int MostOutside = 4;

    /// <summary>Offsets below this are rounding of clock times.</summary>
    private const double SameSeconds = 0.05;

    private static readonly double EpochSeconds = EpochIndex.Duration.TotalSeconds;

    /// <summary>Places a scoring on its recording: by clock times where both tell theirs, else both start together.</summary>
    public static ScoringGrid Of(Hypnogram hypnogram, Recording recording)
    {
        var clock = hypnogram.StartTime is { } own && recording.StartTime is { } other && (own - other).Duration() < TimeSpan.FromDays(1) ? (own - other).TotalSeconds : 0;
        var shift = clock + hypnogram.OffsetSeconds;
        var onset = shift - Math.Floor(shift / EpochSeconds) * EpochSeconds;
        if (onset < SameSeconds || EpochSeconds - onset < SameSeconds) onset = 0;

        var stages = new SleepStage?[Math.Max(0, (int)Math.Ceiling((recording.DurationSeconds - onset) / EpochSeconds))];
        var outside = 0;
        foreach (var epoch in hypnogram.Epochs)
        {
            var index = (int)Math.Round((epoch.Index.OnsetSeconds + shift - onset) / EpochSeconds);
            if (index >= 0 && index < stages.Length) stages[index] = epoch.Stage;
            else if (epoch.Stage is not null) outside++;
        }

        return new ScoringGrid(onset, stages, outside);
    }
}
