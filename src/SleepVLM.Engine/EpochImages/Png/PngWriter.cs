using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics.Tensors;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.EpochImages.Png;

/// <summary>Writes 8-bit PNG files (ISO/IEC 15948): with a palette where 256 colours suffice, else RGB.</summary>
public static class PngWriter
{
    private const byte TrueColour = 2, Palette = 3;
    private const int InitialCapacity = 80_000;

    /// <summary>Encodes a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="level">Default: fastest, 25 to 60 kB; optimal takes five times as long for a quarter less.</param>
    public static byte[] Encode(EpochImage image, CompressionLevel level = CompressionLevel.Fastest) =>
        Encode(image.Rgb.Span, image.WidthPx, image.HeightPx, level);

    /// <summary>Encodes RGB pixels.</summary>
    /// <param name="rgb">Row-major <c>[y, x, 3]</c>.</param>
    /// <param name="widthPx">Width, at least 1.</param>
    /// <param name="heightPx">Height, at least 1.</param>
    /// <param name="level">Speed against size.</param>
    /// <exception cref="ArgumentException">The pixels do not fill the size.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> rgb, int widthPx, int heightPx, CompressionLevel level = CompressionLevel.Fastest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(widthPx, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(heightPx, 1);
        if (rgb.Length != widthPx * heightPx * 3)
            throw new ArgumentException($"{rgb.Length} bytes are not {widthPx} x {heightPx} pixels of 3", nameof(rgb));

        using var file = new MemoryStream(InitialCapacity);
        file.Write(PngFormat.Signature);
        var indices = ArrayPool<byte>.Shared.Rent(widthPx * heightPx);
        if (PngPalette.Of(rgb, indices) is { } palette)
        {
            WriteHeader(file, widthPx, heightPx, Palette);
            WriteChunk(file, PngFormat.PaletteChunk, palette);
            WritePixels(file, indices.AsSpan(0, widthPx * heightPx), widthPx, level);
        }
        else
        {
            WriteHeader(file, widthPx, heightPx, TrueColour);
            WritePixels(file, rgb, widthPx * 3, level);
        }

        ArrayPool<byte>.Shared.Return(indices);
        WriteChunk(file, PngFormat.EndChunk, []);
        return file.ToArray();
    }

    private static void WriteHeader(MemoryStream file, int widthPx, int heightPx, byte colourType)
    {
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, widthPx);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], heightPx);
        (header[8], header[9]) = (8, colourType);
        WriteChunk(file, PngFormat.HeaderChunk, header);
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var start = BeginChunk(file, type);
        file.Write(data);
        EndChunk(file, start);
    }

    /// <summary>Each row as its difference from the row above: grid and steep traces vanish (a fifth smaller, and faster to compress).</summary>
    private static void WritePixels(MemoryStream file, ReadOnlySpan<byte> pixels, int rowLength, CompressionLevel level)
    {
        var start = BeginChunk(file, PngFormat.DataChunk);
        var rows = pixels.Length / rowLength;
        var raw = ArrayPool<byte>.Shared.Rent(rows * (rowLength + 1));
        for (var y = 0; y < rows; y++)
        {
            var row = pixels.Slice(y * rowLength, rowLength);
            var filtered = raw.AsSpan(y * (rowLength + 1), rowLength + 1);
            filtered[0] = y == 0 ? PngFormat.NoFilter : PngFormat.UpFilter;
            if (y == 0) row.CopyTo(filtered[1..]);
            else TensorPrimitives.Subtract(row, pixels.Slice((y - 1) * rowLength, rowLength), filtered[1..]);
        }

        using (var zlib = new ZLibStream(file, level, leaveOpen: true))
            zlib.Write(raw, 0, rows * (rowLength + 1));
        ArrayPool<byte>.Shared.Return(raw);
        EndChunk(file, start);
    }

    /// <summary>Writes a chunk's type behind room for its length.</summary>
    /// <returns>Where the chunk begins.</returns>
    private static int BeginChunk(MemoryStream file, ReadOnlySpan<byte> type)
    {
        var start = (int)file.Position;
        file.Write([0, 0, 0, 0]);
        file.Write(type);
        return start;
    }

    /// <summary>Fills in the length and appends the checksum.</summary>
    private static void EndChunk(MemoryStream file, int start)
    {
        var chunk = file.GetBuffer().AsSpan(start, (int)file.Position - start);
        BinaryPrimitives.WriteInt32BigEndian(chunk, chunk.Length - 8);
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, PngCrc.Compute(chunk[4..]));
        file.Write(checksum);
    }
}
