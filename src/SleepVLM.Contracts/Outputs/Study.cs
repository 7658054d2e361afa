namespace SleepVLM.Contracts;

/// <summary>A staged recording, ready to be written out.</summary>
/// <param name="Recording">Which recording; holds nothing that names the patient.</param>
/// <param name="Montage">Channels and the choices made.</param>
/// <param name="Epochs">Every epoch asked for, in order.</param>
/// <param name="Statistics">Summary figures, by name, in the order to show them.</param>
/// <param name="PicturePng">Picture of an epoch as a PNG file, or empty where none can be drawn; drawn when asked for.</param>
public sealed record Study(
    RecordingSummary Recording,
    Montage Montage,
    IReadOnlyList<StudyEpoch> Epochs,
    IReadOnlyList<SleepStatistic> Statistics,
    Func<EpochIndex, ReadOnlyMemory<byte>> PicturePng)
{
    /// <summary>Rules of the hypnogram that the night breaks, by first epoch.</summary>
    public IReadOnlyList<NightFinding> NightFindings { get; init; } = [];

    /// <summary>Epochs that ask for a look, the one most worth it first.</summary>
    public IEnumerable<StudyEpoch> ReviewQueue => Epochs.Where(epoch => epoch.Review is { Score: > 0 })
        .OrderByDescending(epoch => epoch.Review!.Score).ThenBy(epoch => epoch.Outcome.Index);
}

/// <summary>What may be told of a recording.</summary>
/// <param name="Id">First 16 hexadecimal digits of its hash.</param>
/// <param name="Name">File name without folder and extension.</param>
/// <param name="Sha256">Hash of the file, hexadecimal.</param>
/// <param name="Format">For example <c>EDF+C</c>.</param>
/// <param name="StartTime">Clock time of the first sample, where the file tells.</param>
/// <param name="Duration">From first to last sample, gaps included.</param>
/// <param name="Warnings">What the reader had to tolerate.</param>
public sealed record RecordingSummary(
    string Id, string Name, string Sha256, string Format, DateTime? StartTime, TimeSpan Duration, IReadOnlyList<string> Warnings);

/// <summary>One staged epoch with what the checker says of it.</summary>
/// <param name="Outcome">Decision or reason for none.</param>
/// <param name="Report">Findings on the rationale; empty for an unscored epoch.</param>
public sealed record StudyEpoch(StagingOutcome Outcome, RuleReport Report)
{
    /// <summary>How much a look would be worth; null where the night was not reviewed.</summary>
    public EpochReview? Review { get; init; }

    /// <summary>Events found in and around the epoch, and its signal quality; null where no detector ran.</summary>
    public EpochEvents? Events { get; init; }
}

/// <summary>One summary figure.</summary>
/// <param name="Name">The field's term, for example <c>TST</c>.</param>
/// <param name="Meaning">What it is, for a reader who does not know the term.</param>
/// <param name="Value">The number; null where it does not apply (no sleep, stage absent).</param>
/// <param name="Unit"><c>min</c>, <c>%</c> or empty.</param>
public sealed record SleepStatistic(string Name, string Meaning, double? Value, string Unit);
