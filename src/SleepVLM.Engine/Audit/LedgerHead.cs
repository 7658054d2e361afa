using System.Globalization;

namespace SleepVLM.Engine.Audit;

/// <summary>How many entries there are and the hash of the last: what shows that the end of the ledger was cut off.</summary>
/// <param name="Count">Number of entries.</param>
/// <param name="Sha256">Hash of the last one.</param>
/// <param name="SqliteVersion">Version number of the SQLite library that wrote it, as the file's header has it.</param>
internal sealed record LedgerHead(long Count, string Sha256, int SqliteVersion)
{
    /// <summary>Always 96 characters, so that SQLite rewrites it in place.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Count:D19} {Sha256} {SqliteVersion:D11}");

    public static LedgerHead? TryParse(string text) =>
        text.Length == 96
        && long.TryParse(text.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && text[19] == ' ' && text[84] == ' '
        && int.TryParse(text.AsSpan(85), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new LedgerHead(count, text[20..84], version)
            : null;
}
