using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Audit;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests.EndToEnd;

public sealed class AuditTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string Ledger => _folder.File("night.ledger.sqlite");

    public AuditTests()
    {
        using var ledger = AuditLedger.Open(Ledger);
        var run = ledger.Begin(new RunHeader(
            new RecordingFingerprint(new string('d', 64), "EDF+C", 90), new Montage([], []), new ModelIdentity("nano", new string('a', 64), "", "", 1),
            "c", "sleepvlm/50Hz", RationaleDetail.Full, 256, 1, "sleepvlm 0.1.0"));
        var provenance = new Provenance("nano", "a", "", "", "sleepvlm/50Hz", "c", 1, "sleepvlm 0.1.0", []);
        run.Append([.. Enumerable.Range(0, 5).Select(i => new StudyEpoch(
            new StageDecision(new EpochIndex(i), provenance, "e", "answer \u001b[31m\u009b", SleepStage.N2, new Rationale("A K complex.", [], false), null), RuleReport.From([])))]);
        run.Complete();
    }

    [Fact]
    public async Task Verify_IntactLedger_PrintsItsHead()
    {
        var (exit, output, errors) = await SleepVlmProcess.RunAsync("audit", "verify", Ledger);
        Assert.True(exit == ExitCode.Done, errors);
        Assert.Matches("^intact: 7 entries, head [0-9a-f]{64}\n$", output);
        var head = output.Trim()[^64..];
        Assert.Equal(ExitCode.Done, (await SleepVlmProcess.RunAsync("audit", "verify", Ledger, "--head", head)).Exit);
        var (other, _, complaint) = await SleepVlmProcess.RunAsync("audit", "verify", Ledger, "--head", new string('0', 64));
        Assert.Equal(ExitCode.BadInput, other);
        Assert.Contains("rewritten or replaced", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ChangedByte_NamesEntryAndEpochAndExitsWithTwo()
    {
        var bytes = File.ReadAllBytes(Ledger);
        bytes[bytes.AsSpan().LastIndexOf("A K complex"u8)] ^= 1;
        File.WriteAllBytes(Ledger, bytes);
        var (exit, _, errors) = await SleepVlmProcess.RunAsync("audit", "verify", Ledger);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Matches("entry [2-6] \\(epoch [1-5]\\): its content was changed", errors);
    }

    [Fact]
    public async Task Show_ListsRunsAndEpochs()
    {
        var (exit, output, _) = await SleepVlmProcess.RunAsync("audit", "show", Ledger);
        Assert.Equal(ExitCode.Done, exit);
        Assert.Matches("nano aaaaaaaaaaaa .*complete", output);

        var (_, epoch, _) = await SleepVlmProcess.RunAsync("audit", "show", Ledger, "--epoch", "3");
        Assert.Equal(3, JsonDocument.Parse(epoch).RootElement.GetProperty("body").GetProperty("epoch").GetInt32());
        Assert.DoesNotContain('\u001b', epoch);
        Assert.DoesNotContain('\u009b', epoch);

        var (_, lines, _) = await SleepVlmProcess.RunAsync("audit", "show", Ledger, "--json");
        Assert.Equal(7, lines.Trim().Split('\n').Length);
    }

    [Theory]
    [InlineData("verify", "nowhere", "no such ledger")]
    [InlineData("show", "nowhere", "no such ledger")]
    [InlineData("show", "{ledger} --epoch 9", "no run recorded epoch 9")]
    [InlineData("show", "{ledger} --epoch 0", "counted from 1")]
    public async Task Audit_BadInput_IsOneSentence(string command, string arguments, string message)
    {
        var (exit, _, errors) = await SleepVlmProcess.RunAsync(["audit", command, .. arguments.Split(' ').Select(a => a.Replace("{ledger}", Ledger, StringComparison.Ordinal))]);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));
    }

    public void Dispose() => _folder.Dispose();
}
