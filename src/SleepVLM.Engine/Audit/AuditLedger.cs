using System.Text.Json;
using Dapper;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Audit;

/// <summary>An append-only record of staging runs in one SQLite file, each entry chained to the one before by its hash.</summary>
/// <remarks>
/// Anyone who can write the file can write a whole new chain; what shows that is the head hash, noted elsewhere and compared
/// (<see cref="LedgerVerification.HeadSha256"/>). Patient fields never enter a ledger. One thread at a time.
/// </remarks>
public sealed class AuditLedger : IDisposable
{
    private readonly LedgerDatabase _database;

    private AuditLedger(LedgerDatabase database) => _database = database;

    /// <summary>The ledger's file.</summary>
    public string Path => _database.Path;

    /// <summary>Opens a ledger to add to it; creates the file where there is none.</summary>
    /// <exception cref="LedgerException">Not a ledger, damaged, or not writable.</exception>
    public static AuditLedger Open(string path) => new(LedgerDatabase.Open(path, create: true));

    /// <summary>Opens a ledger that must exist.</summary>
    /// <exception cref="LedgerException">Missing, not a ledger, or damaged.</exception>
    public static AuditLedger OpenExisting(string path) => new(LedgerDatabase.Open(path, create: false));

    /// <summary>Begins a run, or takes up the unfinished one with the same <see cref="RunHeader.Key"/>.</summary>
    /// <exception cref="LedgerException">The file cannot be written, or an interrupted run lies in a ledger that was changed.</exception>
    public AuditRun Begin(RunHeader header)
    {
        if (TryFindRun(header) is not { } found) return Start(header);
        // What was staged before goes into the outputs, so it must still be what was recorded.
        var fault = LedgerDatabase.Guard(Path, () => LedgerVerifier.FirstFault(_database.Connection));
        return fault is null ? found
            : throw new LedgerException(Path, $"{fault}; an interrupted run cannot go on from a changed ledger: restore it from a copy or name another folder");
    }

    /// <summary>The unfinished run with the same <see cref="RunHeader.Key"/>, the latest where there are several.</summary>
    public AuditRun? TryFindRun(RunHeader header)
    {
        var sequence = LedgerDatabase.Guard(Path, () => _database.Connection.ExecuteScalar<long?>(
            """
            SELECT MAX(run.sequence) FROM entries run
            WHERE run.body ->> '$.kind' = 'run' AND run.body ->> '$.key' = @key
              AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.sequence > run.sequence AND e.body ->> '$.kind' = 'end' AND e.body ->> '$.run' = run.sequence)
            """, new { key = header.Key }));
        return sequence is { } found ? new AuditRun(this, found, header) : null;
    }

    private AuditRun Start(RunHeader header) =>
        new(this, Append([CanonicalJson.Write(new RunBody(DateTimeOffset.UtcNow, header.Key, header))]), header);

    internal long Append(IReadOnlyList<string> bodies) => _database.Append(bodies);

    /// <summary>All entries in their order, as they stand in the file; verifies nothing.</summary>
    /// <exception cref="LedgerException">The file is damaged.</exception>
    public IEnumerable<LedgerEntry> Entries(long after = 0)
    {
        const int batch = 256;
        while (true)
        {
            var last = after;
            var entries = LedgerDatabase.Guard(Path, () => _database.Connection.Query<LedgerEntry>(
                $"SELECT sequence, previous_sha256 AS PreviousSha256, body, sha256 FROM entries WHERE sequence > @last ORDER BY sequence LIMIT {batch}",
                new { last }).AsList());
            foreach (var entry in entries) yield return entry;
            if (entries.Count < batch) yield break;
            after = entries[^1].Sequence;
        }
    }

    /// <summary>Every run in the ledger, in the order begun.</summary>
    /// <exception cref="LedgerException">The file is damaged.</exception>
    public IReadOnlyList<RunSummary> Runs()
    {
        var runs = new List<RunSummary>();
        foreach (var entry in Entries())
        {
            switch (ReadBody<EntryBody>(entry).Kind)
            {
                case EntryKind.Run:
                    var body = ReadBody<RunBody>(entry);
                    runs.Add(new RunSummary(entry.Sequence, body.At, body.Header, EpochCount: 0, IsComplete: false));
                    break;
                case EntryKind.Epoch:
                    Change(ReadBody<EpochBody>(entry).Run, run => run with { EpochCount = run.EpochCount + 1 });
                    break;
                case EntryKind.End:
                    Change(ReadBody<EndBody>(entry).Run, run => run with { IsComplete = true });
                    break;
            }
        }
        return runs;

        void Change(long sequence, Func<RunSummary, RunSummary> change)
        {
            var at = runs.FindIndex(run => run.Sequence == sequence);
            if (at >= 0) runs[at] = change(runs[at]);
        }
    }

    /// <summary>What every run recorded of one epoch.</summary>
    /// <exception cref="LedgerException">The file is damaged.</exception>
    public IEnumerable<LedgerEntry> EntriesOf(EpochIndex index) =>
        Entries().Where(entry => ReadBody<EntryBody>(entry).Kind == EntryKind.Epoch && ReadBody<EpochBody>(entry).Epoch == index.Number);

    /// <summary>Follows the whole chain and accounts for every byte of the file.</summary>
    /// <remarks>
    /// Found: any changed byte, entries missing, inserted, reordered or cut off at the end. Not found by the file alone: a ledger rewritten
    /// from some entry to the end with new hashes and a new head, or replaced by an older copy of itself; comparing
    /// <see cref="LedgerVerification.HeadSha256"/> with the hash noted earlier finds both.
    /// </remarks>
    /// <exception cref="LedgerException">There is no such file. A damaged file is a fault in the result, not an exception.</exception>
    public static LedgerVerification Verify(string path) => LedgerVerifier.Verify(path);

    internal IEnumerable<EpochBody> Epochs(long run)
    {
        foreach (var entry in Entries(after: run))
        {
            if (ReadBody<EntryBody>(entry).Kind != EntryKind.Epoch) continue;
            var body = ReadBody<EpochBody>(entry);
            if (body.Run == run) yield return body;
        }
    }

    private T ReadBody<T>(LedgerEntry entry)
    {
        try
        {
            return CanonicalJson.Read<T>(entry.Body);
        }
        catch (JsonException error)
        {
            throw new LedgerException(Path, $"entry {entry.Sequence} cannot be read; run 'sleepvlm audit verify'", error);
        }
    }

    internal StagingOutcome Restore(EpochBody body)
    {
        try
        {
            return body.Outcome();
        }
        catch (JsonException error)
        {
            throw new LedgerException(Path, $"what it recorded of epoch {body.Epoch} cannot be read; run 'sleepvlm audit verify'", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();
}
