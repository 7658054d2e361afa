using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;

namespace SleepVLM.Engine;

/// <summary>What a user asks for.</summary>
/// <param name="RecordingPath">The recording's file.</param>
/// <param name="LedgerPath">The ledger's file; made when missing.</param>
/// <param name="Montage">Channel choices of the user.</param>
/// <param name="Style">Filters, and pictures where the decider does not ask for a style of its own.</param>
/// <param name="Detail">How much the rationale says.</param>
/// <param name="Seed">Seed of anything drawn by chance.</param>
/// <param name="MaxTokens">Longest answer, tokens.</param>
/// <param name="SelectEpochs">Epochs asked for, in order, given how many the recording spans; throws where they do not fit.</param>
public sealed record StagingRequest(
    string RecordingPath, string LedgerPath, MontageOptions Montage, RenderStyle Style, RationaleDetail Detail, ulong Seed, int MaxTokens,
    Func<int, IReadOnlyList<EpochIndex>> SelectEpochs);

/// <summary>Told how staging goes on.</summary>
public interface IStagingProgress : IReadingProgress
{
    /// <summary>Staging begins: epochs in all, and how many an interrupted run had finished.</summary>
    void Staging(int epochs, int finishedBefore);

    /// <summary>One more epoch is in the ledger.</summary>
    void Staged(StagingOutcome outcome);
}
