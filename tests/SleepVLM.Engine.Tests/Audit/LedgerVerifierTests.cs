using Dapper;
using Microsoft.Data.Sqlite;
using SleepVLM.Contracts;
using SleepVLM.Engine.Audit;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Audit;

public sealed class LedgerVerifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string Path => _folder.File("night.ledger.sqlite");

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(120)]
    public void Verify_LedgerAsWritten_IsIntact(int epochs)
    {
        Sample.Write(Path, epochs);
        Sample.Write(Path, epochs);
        var result = AuditLedger.Verify(Path);
        Assert.Empty(result.Faults);
        Assert.Equal(2 * (epochs + 2), result.Entries);
    }

    [Fact]
    public void Verify_EntryLongerThanAPage_IsIntact()
    {
        using (var ledger = AuditLedger.Open(Path))
        {
            var run = ledger.Begin(Sample.Header());
            foreach (var length in new[] { 10_000, 16_000, 20_000, 50_000, 32_768 })
                run.Append(Sample.Decision(length) with { RawAnswer = new string('x', length) }, Sample.Report);
        }
        Assert.Empty(AuditLedger.Verify(Path).Faults);
    }

    [Fact]
    public void Verify_LedgerOfThirtyMegabytes_IsIntact()
    {
        using (var ledger = AuditLedger.Open(Path))
            ledger.Begin(Sample.Header()).Append([.. Enumerable.Range(0, 2_300).Select(i =>
                new StudyEpoch(Sample.Decision(i) with { RawAnswer = new string('x', 9_000 + i % 3_000) }, Sample.Report))]);
        Assert.Empty(AuditLedger.Verify(Path).Faults);
    }

    [Fact]
    public void Verify_ProcessKilledInMidWrite_KeepsWhatWasCommitted()
    {
        Sample.Write(Path, 8);
        var copy = _folder.File("copy.ledger.sqlite");
        using (var connection = Connect())
        {
            connection.Execute("PRAGMA cache_size = 2; BEGIN IMMEDIATE");
            for (var i = 11; i < 40; i++) connection.Execute("INSERT INTO entries VALUES (@i, 'x', @body, 'y')", new { i, body = new string('z', 12_000) });
            File.Copy(Path, copy);
            File.Copy(Path + "-journal", copy + "-journal");
        }
        Assert.True(new FileInfo(copy).Length > 300_000, "nothing of the unfinished transaction reached the file");
        var result = AuditLedger.Verify(copy);
        Assert.Empty(result.Faults);
        Assert.Equal(10, result.Entries);
    }

    [Fact]
    public void Verify_UnfinishedRun_IsIntact()
    {
        using var ledger = AuditLedger.Open(Path);
        ledger.Begin(Sample.Header()).Append(Sample.Decision(0), Sample.Report);
        Assert.True(AuditLedger.Verify(Path).IsIntact);
    }

    [Fact]
    public void Verify_AnyByteChanged_IsFound()
    {
        Sample.Write(Path, 12);
        var sound = File.ReadAllBytes(Path);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var offsets = Enumerable.Range(0, 116).Concat(Enumerable.Range(0, 250).Select(_ => random.Next(sound.Length)));
        foreach (var offset in offsets)
        {
            var bytes = (byte[])sound.Clone();
            bytes[offset] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Path, bytes);
            Assert.False(AuditLedger.Verify(Path).IsIntact, $"seed {seed}: byte {offset} was changed unnoticed");
        }
    }

    [Theory]
    [InlineData("K complex at 12 s", "its content was changed")]
    [InlineData("\"epoch\":3", "its content was changed")]
    public void Verify_ByteInEntryChanged_NamesEntryAndEpoch(string text, string problem)
    {
        Sample.Write(Path, 8);
        var third = SequenceWith($"epoch {2}");
        ChangeInFile(third.Body, text);
        var fault = AuditLedger.Verify(Path).Faults[0];
        Assert.Equal(third.Sequence, fault.Sequence);
        Assert.StartsWith(problem, fault.Problem);
    }

    [Fact]
    public void Verify_StoredHashChanged_SaysSo()
    {
        Sample.Write(Path, 8);
        Tamper("UPDATE entries SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x') WHERE sequence = 4");
        var fault = AuditLedger.Verify(Path).Faults[0];
        Assert.Equal((4, 3), (fault.Sequence, fault.Epoch));
        Assert.StartsWith("its stored hash was changed", fault.Problem);
    }

    [Fact]
    public void Verify_LinkChanged_SaysSo()
    {
        Sample.Write(Path, 8);
        Tamper("UPDATE entries SET previous_sha256 = 'x' || substr(previous_sha256, 2) WHERE sequence = 4");
        Assert.Equal("entry 4 (epoch 3): its stored link to entry 3 was changed", AuditLedger.Verify(Path).Faults[0].ToString());
    }

    [Fact]
    public void Verify_EntryRemoved_NamesIt()
    {
        Sample.Write(Path, 8);
        Tamper("DELETE FROM entries WHERE sequence = 5");
        Assert.Equal("entry 5: it is missing", AuditLedger.Verify(Path).Faults[0].ToString());
    }

    [Fact]
    public void Verify_EntriesSwapped_NamesTheFirst()
    {
        Sample.Write(Path, 8);
        Tamper("""
            UPDATE entries SET sequence = -5 WHERE sequence = 5; UPDATE entries SET sequence = 5 WHERE sequence = 6;
            UPDATE entries SET sequence = 6 WHERE sequence = -5
            """);
        var fault = AuditLedger.Verify(Path).Faults[0];
        Assert.Equal(5, fault.Sequence);
        Assert.Contains("reordered", fault.Problem);
    }

    [Fact]
    public void Verify_EndCutOff_CountsWhatIsMissing()
    {
        Sample.Write(Path, 8);
        Tamper("DELETE FROM entries WHERE sequence > 7");
        Assert.Equal("entry 8: the ledger ends after entry 7 but its head record counts 10: 3 removed at the end", AuditLedger.Verify(Path).Faults[0].ToString());
    }

    [Fact]
    public void Verify_RewrittenFromEndToEnd_ShowsInTheHeadHash()
    {
        Sample.Write(Path, 8);
        var noted = AuditLedger.Verify(Path).HeadSha256;
        File.Delete(Path);
        Sample.Write(Path, 8);
        Assert.NotEqual(noted, AuditLedger.Verify(Path).HeadSha256);
    }

    [Theory]
    [InlineData("UPDATE entries SET body = '{}'")]
    [InlineData("DELETE FROM entries")]
    [InlineData("INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE sequence = 2")]
    [InlineData("INSERT INTO entries VALUES (99, '', '', '')")]
    [InlineData("DELETE FROM head")]
    public void Triggers_RefuseChanges(string sql)
    {
        Sample.Write(Path, 3);
        using var connection = Connect();
        Assert.Throws<SqliteException>(() => connection.Execute(sql));
        Assert.True(AuditLedger.Verify(Path).IsIntact);
    }

    [Fact]
    public void Verify_TriggersDropped_IsFound()
    {
        Sample.Write(Path, 3);
        using (var connection = Connect()) connection.Execute("DROP TRIGGER entries_update");
        Assert.Contains(AuditLedger.Verify(Path).Faults, f => f.Problem.Contains("triggers"));
    }

    [Fact]
    public void Verify_FileTruncated_SaysSoInOneSentence()
    {
        Sample.Write(Path, 60);
        using (var file = File.OpenWrite(Path)) file.SetLength(file.Length / 2 + 77);
        var faults = AuditLedger.Verify(Path).Faults;
        Assert.NotEmpty(faults);
        Assert.All(faults, f => Assert.DoesNotContain('\n', f.Problem));
    }

    [Fact]
    public void Verify_NotALedger_IsAFaultAndMissingFileThrows()
    {
        File.WriteAllText(Path, "no ledger at all, only text that is a little longer than nothing");
        Assert.Contains("not a ledger", AuditLedger.Verify(Path).Faults[0].Problem);
        Assert.Throws<LedgerException>(() => AuditLedger.Verify(_folder.File("none")));
        Assert.Throws<LedgerException>(() => AuditLedger.Open(Path));
    }

    private LedgerEntry SequenceWith(string text)
    {
        using var ledger = AuditLedger.Open(Path);
        return ledger.Entries().First(e => e.Body.Contains(text));
    }

    private void ChangeInFile(string body, string text)
    {
        var bytes = File.ReadAllBytes(Path);
        var needle = System.Text.Encoding.UTF8.GetBytes(body);
        var at = bytes.AsSpan().IndexOf(needle) + System.Text.Encoding.UTF8.GetByteCount(body[..body.IndexOf(text, StringComparison.Ordinal)]);
        bytes[at + 3] ^= 1;
        File.WriteAllBytes(Path, bytes);
    }

    /// <summary>What someone does who may write the file and knows SQL.</summary>
    private void Tamper(string sql)
    {
        using var connection = Connect();
        var triggers = connection.Query<(string Name, string Sql)>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").ToList();
        foreach (var trigger in triggers) connection.Execute($"DROP TRIGGER {trigger.Name}");
        connection.Execute(sql);
        foreach (var trigger in triggers) connection.Execute(trigger.Sql);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        connection.Open();
        return connection;
    }

    public void Dispose() => _folder.Dispose();
}
