using System.Security.Cryptography;

namespace SleepVLM.Contracts;

/// <summary>The picture of one epoch, as a technician and the model see it.</summary>
/// <param name="Index">Which epoch.</param>
/// <param name="WidthPx">Width in pixels (448 for the style <c>sleepvlm</c>, 896 for <c>sleepvlm-wide</c>).</param>
/// <param name="HeightPx">Height in pixels (224).</param>
/// <param name="Rgb">Row-major <c>[y, x, 3]</c>, 8 bits per colour.</param>
public sealed record EpochImage(EpochIndex Index, int WidthPx, int HeightPx, ReadOnlyMemory<byte> Rgb)
{
    private string? _sha256;

    /// <summary>SHA-256 of the pixels, hexadecimal; computed when first asked for.</summary>
    public string Sha256 => _sha256 ??= Convert.ToHexStringLower(SHA256.HashData(Rgb.Span));

    /// <summary>Whether both are of one epoch and share their pixels; a hash computed already makes no difference.</summary>
    public bool Equals(EpochImage? other) => other is not null && (Index, WidthPx, HeightPx) == (other.Index, other.WidthPx, other.HeightPx) && Rgb.Equals(other.Rgb);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Index, WidthPx, HeightPx, Rgb);
}
