namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>The staging of one night, as far as it can be judged.</summary>
/// <param name="Path">File it came from.</param>
/// <param name="Model">Who decided, where the file tells.</param>
/// <param name="StartTime">Clock time of the first epoch's start, where the file tells.</param>
/// <param name="Epochs">By rising index, none twice.</param>
/// <param name="Notes">How the file was understood, where there was a choice.</param>
public sealed record JudgedStaging(string Path, string? Model, DateTime? StartTime, IReadOnlyList<JudgedEpoch> Epochs, IReadOnlyList<string> Notes)
{
    /// <summary>Hash of the decider's weights and settings, hexadecimal, where the file tells.</summary>
    public string? ModelSha256 { get; init; }

    /// <summary>Whether any epoch cites a rule; a staging without rules is not judged by them.</summary>
    public bool CitesRules => Epochs.Any(epoch => epoch.Rules.Count > 0);

    /// <summary>The stages alone.</summary>
    public Hypnogram ToHypnogram() => new(Path, StartTime, [.. Epochs.Select(epoch => new ScoredEpoch(epoch.Index, epoch.Stage))], Notes);

    internal static JudgedStaging Of(Hypnogram hypnogram) =>
        new(hypnogram.Path, null, hypnogram.StartTime, [.. hypnogram.Epochs.Select(epoch => new JudgedEpoch(epoch.Index, epoch.Stage))], hypnogram.Notes);
}
