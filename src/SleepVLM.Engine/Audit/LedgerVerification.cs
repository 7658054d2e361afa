namespace SleepVLM.Engine.Audit;

/// <summary>What a check of a whole ledger found.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="HeadSha256">
/// Hash of the last entry. Noted elsewhere and compared later, it shows even a ledger that was rewritten from end to end.
/// </param>
/// <param name="Faults">Everything that does not match, the likely cause first; empty for an intact ledger.</param>
public sealed record LedgerVerification(long Entries, string HeadSha256, IReadOnlyList<LedgerFault> Faults)
{
    /// <summary>Nothing was changed, removed, inserted or reordered, as far as the file itself can tell.</summary>
    public bool IsIntact => Faults.Count == 0;
}

/// <summary>One place where a ledger does not match itself.</summary>
/// <param name="Sequence">The entry; null where the fault lies outside the entries.</param>
/// <param name="Epoch">Number of the epoch the entry records, from 1; null where it records none or cannot be read.</param>
/// <param name="Problem">What does not match.</param>
public sealed record LedgerFault(long? Sequence, int? Epoch, string Problem)
{
    /// <summary>For example <c>entry 17 (epoch 16): its content does not match its hash</c>.</summary>
    public override string ToString() => (Sequence, Epoch) switch
    {
        ({ } sequence, { } epoch) => $"entry {sequence} (epoch {epoch}): {Problem}",
        ({ } sequence, null) => $"entry {sequence}: {Problem}",
        _ => Problem,
    };
}
