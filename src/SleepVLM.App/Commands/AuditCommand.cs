using System.CommandLine;
using System.Globalization;
using SleepVLM.App.Commands.Audit;
using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;
using SleepVLM.Engine.Audit;

namespace SleepVLM.App.Commands;

/// <summary><c>sleepvlm audit</c>: checks and shows the ledger of staging runs.</summary>
public static class AuditCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("audit",
        "Checks and shows the ledger that 'sleepvlm stage' writes: every run and every decision, each entry chained to the one before by its hash.\n\n" +
        "Example: sleepvlm audit verify out/night.ledger.sqlite\n" +
        "         sleepvlm audit show out/night.ledger.sqlite --epoch 120")
    {
        Verify(), Show(),
    };

    private static Command Verify()
    {
        var ledger = LedgerArgument();
        var head = new Option<string?>("--head")
        {
            Description = "Hash of the last entry as noted earlier: also finds a ledger that was rewritten as a whole or replaced by an older copy. The entry with that hash must be in the chain.",
        };
        var command = new Command("verify",
            "Follows the hash chain from the first entry to the last and accounts for every byte of the file. Exit code 0: intact; 2: changed, and where. " +
            "The file alone cannot show that someone rewrote it to the end with new hashes, or put back an older copy; note the printed head hash elsewhere and give it with --head.\n\n" +
            "Example: sleepvlm audit verify out/night.ledger.sqlite\n" +
            "         sleepvlm audit verify out/night.ledger.sqlite --head 2c26b46b68ff...")
        {
            ledger, head,
        };
        command.SetAction(parse =>
        {
            var path = parse.GetValue(ledger)!;
            var result = AuditLedger.Verify(path);
            foreach (var fault in result.Faults) Console.Error.WriteLine($"sleepvlm: {path}: {fault}");
            if (!result.IsIntact) return ExitCode.BadInput;
            if (parse.GetValue(head) is { } noted) RequireHead(path, noted);
            Console.Out.WriteLine($"intact: {result.Entries.ToString(CultureInfo.InvariantCulture)} entries, head {result.HeadSha256}");
            return ExitCode.Done;
        });
        return command;
    }

    private static void RequireHead(string path, string noted)
    {
        using var ledger = AuditLedger.OpenExisting(path);
        if (!ledger.Entries().Any(entry => entry.Sha256.Equals(noted.Trim(), StringComparison.OrdinalIgnoreCase)))
            throw new SleepVlmException($"{path}: no entry has the hash {noted.Trim()}; the ledger was rewritten or replaced since that hash was noted");
    }

    private static Command Show()
    {
        var ledger = LedgerArgument();
        var epoch = new Option<int?>("--epoch") { Description = "Show in full what every run recorded of this epoch, counted from 1." };
        var json = new Option<bool>("--json") { Description = "Print the entries as JSON Lines: sequence, hashes and body." };
        var command = new Command("show",
            "Lists the runs in a ledger, or shows in full what was recorded of one epoch: picture hash, raw answer, decision, verdicts with measurements.\n\n" +
            "Example: sleepvlm audit show out/night.ledger.sqlite\n" +
            "         sleepvlm audit show out/night.ledger.sqlite --epoch 120")
        {
            ledger, epoch, json,
        };
        command.SetAction(parse =>
        {
            var path = parse.GetValue(ledger)!;
            using var opened = AuditLedger.OpenExisting(path);
            var number = parse.GetValue(epoch);
            if (number is < 1) throw new SleepVlmException($"--epoch {number}: epochs are counted from 1");
            var entries = number is { } n ? opened.EntriesOf(EpochIndex.FromNumber(n)) : opened.Entries();
            if (number is not null && !entries.Any()) throw new SleepVlmException($"{path}: no run recorded epoch {number}");
            if (parse.GetValue(json)) EntryText.WriteLines(entries, Console.Out);
            else if (number is not null) EntryText.WriteIndented(entries, Console.Out);
            else Tables.Show([Section(opened.Runs())]);
            return ExitCode.Done;
        });
        return command;
    }

    private static InfoSection Section(IReadOnlyList<RunSummary> runs) =>
        new("Runs", ["entry", "started (UTC)", "recording", "model", "montage", "rationale", "seed", "epochs", "state", "program"],
        [
            .. runs.Select(run => new[]
            {
                run.Sequence.ToString(CultureInfo.InvariantCulture),
                run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                Short(run.Header.Recording.Sha256),
                $"{run.Header.Model.Name} {Short(run.Header.Model.Sha256)}",
                string.Join(' ', run.Header.Montage.Channels.Select(c => c.Derivation)),
                run.Header.Detail.ToString().ToLowerInvariant(),
                run.Header.Seed.ToString(CultureInfo.InvariantCulture),
                run.EpochCount.ToString(CultureInfo.InvariantCulture),
                run.IsComplete ? "complete" : "not complete",
                run.Header.Program,
            }),
        ]);

    private static string Short(string sha256) => sha256.Length <= 12 ? sha256 : sha256[..12];

    private static Argument<string> LedgerArgument() => new("LEDGER") { Description = "A .ledger.sqlite file." };
}
