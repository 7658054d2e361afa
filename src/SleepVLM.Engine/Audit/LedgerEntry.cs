using System.Security.Cryptography;
using System.Text;

namespace SleepVLM.Engine.Audit;

/// <summary>One link of the chain.</summary>
/// <param name="Sequence">Place in the ledger, from 1 without gaps.</param>
/// <param name="PreviousSha256">Hash of the entry before; 64 zeros for the first.</param>
/// <param name="Body">What the entry says, canonical JSON.</param>
/// <param name="Sha256">Hash of this entry, hexadecimal.</param>
public sealed record LedgerEntry(long Sequence, string PreviousSha256, string Body, string Sha256)
{
    /// <summary>What the first entry is chained to.</summary>
    internal static readonly string Genesis = new('0', 64);

    /// <summary>SHA-256 over the hash before, a line feed and the body, all UTF-8; hexadecimal, lower case.</summary>
    public static string Hash(string previousSha256, string body) => Hash(previousSha256, Encoding.UTF8.GetBytes(body));

    internal static string Hash(string previousSha256, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(previousSha256 + "\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
