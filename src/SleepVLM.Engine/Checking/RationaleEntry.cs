namespace SleepVLM.Engine.Checking;

/// <summary>One line of a file as it stands there, before it is understood.</summary>
/// <param name="Line">Line number from 1.</param>
/// <param name="Epoch">Number of the epoch as the file counts.</param>
/// <param name="Stage">Label of the stage; null or empty for none.</param>
/// <param name="Text">The prose.</param>
/// <param name="Rules">Identifiers of rules.</param>
/// <param name="Truncated">Whether the prose is marked as cut.</param>
/// <param name="Probabilities">Of W, N1, N2, N3, R; null where there are none.</param>
internal sealed record RationaleEntry(
    int Line, long Epoch, string? Stage, string Text, IReadOnlyList<string> Rules, bool Truncated, float[]? Probabilities)
{
    /// <summary>Who was recorded; null where the file does not say.</summary>
    public string? Subject { get; init; }
}

/// <summary>The entries of a file and how it counts its epochs, where its own words say so.</summary>
/// <param name="Entries">In the order of the file.</param>
/// <param name="FirstEpoch">0 or 1; null where the file does not tell.</param>
/// <param name="CountsScoredEpochs">Whether epochs without a stage have no number.</param>
internal sealed record RationaleEntries(IReadOnlyList<RationaleEntry> Entries, int? FirstEpoch, bool CountsScoredEpochs = false);
