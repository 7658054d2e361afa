using SleepVLM.Contracts;
using SleepVLM.Engine;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.App;

/// <summary>Tells a person at a terminal how staging goes on; everything goes to standard error.</summary>
public sealed class StagingConsole(ConsoleProgress bar) : IStagingProgress
{
    private int _total, _before;

    /// <summary>Epochs in the ledger, earlier runs included.</summary>
    public int StagedCount { get; private set; }

    /// <inheritdoc/>
    public void Resolved(Montage montage, IReadOnlyList<RecordingWarning> warnings)
    {
        Console.Error.WriteLine("montage  " + string.Join(", ", montage.Channels.Select(channel => $"{channel.Role} = {channel.Derivation} ({string.Join(" - ", channel.Labels)})")));
        foreach (var note in montage.Notes) Console.Error.WriteLine($"note     {note}");
        foreach (var warning in warnings) Console.Error.WriteLine($"warning  {warning}");
    }

    /// <inheritdoc/>
    public IProgress<double> Of(string step) => bar.Of(step);

    /// <inheritdoc/>
    public void Staging(int epochs, int finishedBefore)
    {
        (_total, _before, StagedCount) = (epochs, finishedBefore, finishedBefore);
        if (finishedBefore > 0) Console.Error.WriteLine($"resumed  {finishedBefore} of {epochs} epochs were staged before");
        bar.Show("stage", StagedCount, _total, "epochs", _before);
    }

    /// <inheritdoc/>
    public void Staged(StagingOutcome outcome) => bar.Show("stage", ++StagedCount, _total, "epochs", _before);
}
