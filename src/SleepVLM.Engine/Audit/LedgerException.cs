using SleepVLM.Contracts;

namespace SleepVLM.Engine.Audit;

/// <summary>A ledger that cannot be opened, read or written.</summary>
public sealed class LedgerException(string path, string problem, Exception? inner = null)
    : SleepVlmException($"{path}: {problem}", inner)
{
    /// <summary>The ledger's file.</summary>
    public string Path { get; } = path;
}
