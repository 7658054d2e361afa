using Dapper;
using Microsoft.Data.Sqlite;

namespace SleepVLM.Engine.Audit;

/// <summary>The SQLite file: opening, creating, adding links to the chain.</summary>
/// <remarks>
/// A rollback journal rather than a write-ahead log: after each transaction the one file is complete, may be copied or put on read-only
/// media, and a process killed in mid-write is undone by whoever opens it next. Deleted space is overwritten with zeros, so that
/// <see cref="LedgerPages"/> can tell bytes that nobody wrote.
/// </remarks>
internal sealed class LedgerDatabase : IDisposable
{
    public const int ApplicationId = 0x534C564C; // "SLVL"
    public const int FormatVersion = 1;
    public const int PageSize = 16384;
    private readonly SqliteConnection _connection;

    public const string EntriesSql = """
        CREATE TABLE entries (
          sequence INTEGER PRIMARY KEY,
          previous_sha256 TEXT NOT NULL,
          body TEXT NOT NULL,
          sha256 TEXT NOT NULL)
        """;

    public static readonly IReadOnlyDictionary<string, string> Objects = new Dictionary<string, string>
    {
        ["entries"] = EntriesSql,
        ["head"] = "CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), state TEXT NOT NULL)",
        ["entries_insert"] = """
            CREATE TRIGGER entries_insert BEFORE INSERT ON entries
            WHEN NEW.sequence IS NOT (SELECT COALESCE(MAX(sequence), 0) + 1 FROM entries)
            BEGIN SELECT RAISE(ABORT, 'ledger entries are added at the end, one after the other'); END
            """,
        ["entries_update"] = """
            CREATE TRIGGER entries_update BEFORE UPDATE ON entries
            BEGIN SELECT RAISE(ABORT, 'ledger entries cannot be changed'); END
            """,
        ["entries_delete"] = """
            CREATE TRIGGER entries_delete BEFORE DELETE ON entries
            BEGIN SELECT RAISE(ABORT, 'ledger entries cannot be deleted'); END
            """,
        ["head_delete"] = """
            CREATE TRIGGER head_delete BEFORE DELETE ON head
            BEGIN SELECT RAISE(ABORT, 'the head of a ledger cannot be deleted'); END
            """,
    };

    private LedgerDatabase(string path, SqliteConnection connection) => (Path, _connection) = (path, connection);

    public string Path { get; }

    public SqliteConnection Connection => _connection;

    /// <exception cref="LedgerException">Not a ledger, damaged, or cannot be opened.</exception>
    public static LedgerDatabase Open(string path, bool create)
    {
        if (!create && !File.Exists(path)) throw new LedgerException(path, "there is no such ledger; check the path");
        // A named pipe has no length, and opening one would wait for somebody to write to it.
        if (!create && new FileInfo(path).Length == 0) throw new LedgerException(path, "this is not a ledger: it is empty; name the .ledger.sqlite file or restore it from a copy");
        return Guard(path, () => OpenConnection(path, create));
    }

    private static LedgerDatabase OpenConnection(string path, bool create)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA page_size = {PageSize}; PRAGMA auto_vacuum = NONE; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL");
            if (create && connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_schema") == 0) CreateSchema(connection);
            var (application, format) = (connection.ExecuteScalar<long>("PRAGMA application_id"), connection.ExecuteScalar<long>("PRAGMA user_version"));
            if (application != ApplicationId) throw new LedgerException(path, "this is not a ledger of this program; name the .ledger.sqlite file");
            if (format != FormatVersion)
                throw new LedgerException(path, $"ledger format {format} is not {FormatVersion}, which this version reads; use the version that wrote it");
            return new LedgerDatabase(path, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void CreateSchema(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        if (connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_schema", transaction: transaction) == 0)
        {
            foreach (var sql in Objects.Values) connection.Execute(sql, transaction: transaction);
            connection.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {FormatVersion}", transaction: transaction);
            connection.Execute("INSERT INTO head VALUES (1, @state)", new { state = HeadOf(0, LedgerEntry.Genesis).ToString() }, transaction);
        }
        transaction.Commit();
    }

    /// <summary>Adds links to the end of the chain, all or none; returns the sequence number of the first.</summary>
    public long Append(IReadOnlyList<string> bodies) => Guard(Path, () =>
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var state = _connection.ExecuteScalar<string>("SELECT state FROM head", transaction: transaction);
        var head = LedgerHead.TryParse(state ?? "") ?? throw new LedgerException(Path, "the head record is damaged; run 'sleepvlm audit verify'");
        var (sequence, sha256) = (head.Count, head.Sha256);
        foreach (var body in bodies)
        {
            var entry = new LedgerEntry(++sequence, sha256, body, sha256 = LedgerEntry.Hash(sha256, body));
            _connection.Execute("INSERT INTO entries VALUES (@Sequence, @PreviousSha256, @Body, @Sha256)", entry, transaction);
        }
        _connection.Execute("UPDATE head SET state = @state", new { state = HeadOf(sequence, sha256).ToString() }, transaction);
        transaction.Commit();
        return head.Count + 1;
    });

    /// <summary>Runs SQL and turns what SQLite says of a broken file into one sentence.</summary>
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException error)
        {
            throw new LedgerException(path, Sentence(error), error);
        }
    }

    private static string Sentence(SqliteException error) => error.SqliteErrorCode switch
    {
        11 => "the ledger's file is damaged (SQLite cannot read its pages); restore it from a copy",
        26 => "this is not a ledger, or its first bytes were changed; name the .ledger.sqlite file or restore it from a copy",
        14 => "the ledger cannot be opened; check that its folder exists and may be written to",
        8 => "the ledger may not be written to; check the permissions of the file and its folder",
        5 or 6 => "another program is writing to the ledger; try again when it is done",
        13 => "the disk is full; make room and run again, what was recorded is kept",
        _ => $"the ledger could not be read or written (SQLite: {error.Message})",
    };

    private static LedgerHead HeadOf(long count, string sha256) => new(count, sha256, SQLitePCL.raw.sqlite3_libversion_number());

    public void Dispose() => _connection.Dispose();
}
