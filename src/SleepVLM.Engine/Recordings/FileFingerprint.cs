using System.Security.Cryptography;

namespace SleepVLM.Engine.Recordings;

/// <summary>The hash that identifies a recording in the audit record.</summary>
internal static class FileFingerprint
{
    private const int PieceBytes = 1 << 20;

    public static string Sha256(FileReader file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Math.Min(PieceBytes, Math.Max(1, file.Length))];
        for (var offset = 0L; offset < file.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, file.Length - offset));
            file.ReadExactly(offset, piece, "file");
            hash.AppendData(piece);
            offset += piece.Length;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
