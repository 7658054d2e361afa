using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SleepVLM.Engine.Audit;

/// <summary>Follows the chain from the first entry to the head, then accounts for every other byte of the file.</summary>
internal sealed partial class LedgerVerifier
{
    private const int MaxFaults = 20;
    private readonly List<LedgerFault> _faults = [];
    private long _count;
    private string _headSha256 = LedgerEntry.Genesis;

    /// <exception cref="LedgerException">There is no such file.</exception>
    public static LedgerVerification Verify(string path)
    {
        if (!File.Exists(path)) throw new LedgerException(path, "there is no such ledger; check the path");
        var verifier = new LedgerVerifier();
        LedgerHead? head = null;
        try
        {
            using var database = LedgerDatabase.Open(path, create: false);
            head = LedgerDatabase.Guard(path, () => verifier.CheckContent(database.Connection));
        }
        catch (LedgerException error)
        {
            var after = verifier._count > 0 ? $"after entry {verifier._count}, " : "";
            verifier.Report(null, null, after + error.Message[(path.Length + 2)..]);
        }
        var pages = new FileInfo(path).Length == 0 ? [] : LedgerPages.Check(path, head);
        foreach (var fault in pages) verifier.Report(null, null, fault);
        return new LedgerVerification(verifier._count, verifier._headSha256, [.. verifier._faults.Take(MaxFaults)]);
    }

    /// <summary>The first place where the chain, the head or the tables do not match; null for a sound ledger.</summary>
    public static LedgerFault? FirstFault(SqliteConnection connection)
    {
        var verifier = new LedgerVerifier();
        verifier.CheckContent(connection);
        return verifier._faults.FirstOrDefault();
    }

    private void Report(long? sequence, int? epoch, string problem) => _faults.Add(new LedgerFault(sequence, epoch, problem));

    private LedgerHead? CheckContent(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        CheckSchema(connection);
        var state = connection.ExecuteScalar<string>("SELECT quote(state) FROM head") ?? "";
        var head = LedgerHead.TryParse(state.Trim('\''));
        CheckChain(connection, head);
        if (head is null || $"'{head}'" != state) Report(null, null, "the head record (count and last hash) was changed: it cannot be read");
        else CheckHead(head);
        foreach (var problem in connection.Query<string>("PRAGMA integrity_check(3)").Where(p => p != "ok"))
            Report(null, null, $"SQLite finds the file inconsistent: {problem.ReplaceLineEndings(" ")}");
        return head;
    }

    private void CheckHead(LedgerHead head)
    {
        if (head.Count > _count)
            Report(_count + 1, null, $"the ledger ends after entry {_count} but its head record counts {head.Count}: {head.Count - _count} removed at the end");
        else if (head.Count < _count) Report(null, null, $"the head record counts {head.Count} entries but there are {_count}");
        else if (head.Sha256 != _headSha256) Report(null, null, "the head record's hash is not that of the last entry: one of the two was changed");
    }

    private void CheckChain(SqliteConnection connection, LedgerHead? head)
    {
        StoredEntry? before = null, current = null;
        foreach (var next in StoredEntries(connection))
        {
            if (current is not null) Judge(before, current, next.Previous);
            (before, current) = (current, next);
            _count++;
            _headSha256 = next.Sha256;
        }
        if (current is not null) Judge(before, current, head?.Sha256);
    }

    /// <summary>Compares one entry with the hashes around it; the hash the next one is chained to tells which of two sides was changed.</summary>
    private void Judge(StoredEntry? before, StoredEntry entry, string? chainedTo)
    {
        var missing = entry.Sequence - 1 - (before?.Sequence ?? 0);
        if (missing > 0) Report(entry.Sequence - missing, null, missing == 1 ? "it is missing" : $"it and the {missing - 1} after it are missing");

        var expected = before?.Sha256 ?? LedgerEntry.Genesis;
        var follows = missing > 0 || entry.Previous == expected || entry.Previous == before?.Computed;
        var matches = entry.Computed == entry.Sha256 && entry.IsText;
        var problem = (follows, matches) switch
        {
            (true, true) => null,
            (true, false) when chainedTo == entry.Computed && entry.IsText => "its stored hash was changed: it does not match its content and the entry after it",
            (true, false) => "its content was changed: it does not match its hash",
            (false, true) => $"it does not follow entry {entry.Sequence - 1}: entries were removed, inserted or reordered there",
            (false, false) when LedgerEntry.Hash(expected, entry.Body) == entry.Sha256 => $"its stored link to entry {entry.Sequence - 1} was changed",
            (false, false) => "its content or hash, and its link to the entry before, were changed",
        };
        if (problem is not null) Report(entry.Sequence, EpochOf(entry.Body), problem);
    }

    private static IEnumerable<StoredEntry> StoredEntries(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT rowid, CAST(previous_sha256 AS BLOB), CAST(body AS BLOB), CAST(sha256 AS BLOB),
                   typeof(previous_sha256) || typeof(body) || typeof(sha256) = 'texttexttext'
            FROM entries ORDER BY rowid
            """;
        using var reader = command.ExecuteReader();
        byte[] Bytes(int column) => reader.IsDBNull(column) ? [] : (byte[])reader.GetValue(column);
        while (reader.Read())
            yield return new StoredEntry(
                reader.GetInt64(0), Encoding.UTF8.GetString(Bytes(1)), Bytes(2), Encoding.UTF8.GetString(Bytes(3)), reader.GetInt64(4) == 1);
    }

    /// <summary>Reads the epoch's number even out of a body that is no longer JSON.</summary>
    private static int? EpochOf(byte[] body)
    {
        var match = EpochMember().Match(Encoding.UTF8.GetString(body));
        return match.Success && int.TryParse(match.Groups[1].ValueSpan, out var epoch) ? epoch : null;
    }

    private void CheckSchema(SqliteConnection connection)
    {
        var found = connection.Query<string>(
            "SELECT concat_ws(' ', rowid, quote(type), quote(name), quote(tbl_name), quote(rootpage), quote(sql)) FROM sqlite_schema ORDER BY rowid");
        var tables = 0;
        var expected = LedgerDatabase.Objects.Select((o, i) => o.Value.StartsWith("CREATE TABLE", StringComparison.Ordinal)
            ? $"{i + 1} 'table' '{o.Key}' '{o.Key}' {++tables + 1} {Quote(o.Value)}"
            : $"{i + 1} 'trigger' '{o.Key}' '{o.Key.Split('_')[0]}' 0 {Quote(o.Value)}");
        if (!found.SequenceEqual(expected))
            Report(null, null, "the tables or the triggers that refuse changes are not those of a ledger: something was added, removed or changed");
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''")}'";

    [GeneratedRegex("\"epoch\":([0-9]{1,9})[,}]")]
    private static partial Regex EpochMember();

    /// <summary>An entry as its bytes stand in the file, whatever became of them.</summary>
    private sealed record StoredEntry(long Sequence, string Previous, byte[] Body, string Sha256, bool IsText)
    {
        public string Computed { get; } = LedgerEntry.Hash(Previous, Body);
    }
}
