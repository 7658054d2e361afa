using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.EpochImages.Png;

/// <summary>Writes 8-bit PNG files (ISO/IEC 15948): with a palette where 256 colours suffice, else RGB.</summary>
public static class PngWriter
{
    private const byte TrueColour = 2, Palette = 3;

    /// <summary>Encodes a picture.</summary>
    public static byte[] Encode(EpochImage image) => Encode(image.Rgb.Span, image.WidthPx, image.HeightPx);

    /// <summary>Encodes RGB pixels.</summary>
    /// <param name="rgb">Row-major <c>[y, x, 3]</c>.</param>
    /// <param name="widthPx">Width, at least 1.</param>
    /// <param name="heightPx">Height, at least 1.</param>
    /// <exception cref="ArgumentException">The pixels do not fill the size.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> rgb, int widthPx, int heightPx)
    {
        using var stream = new MemoryStream(64 * 1024);
        Write(stream, rgb, widthPx, heightPx);
        return stream.ToArray();
    }

    /// <summary>Writes RGB pixels to a stream.</summary>
    /// <param name="stream">Receives the whole file; it need not seek.</param>
    /// <param name="rgb">Row-major <c>[y, x, 3]</c>.</param>
    /// <param name="widthPx">Width, at least 1.</param>
    /// <param name="heightPx">Height, at least 1.</param>
    /// <exception cref="ArgumentException">The pixels do not fill the size.</exception>
    public static void Write(Stream stream, ReadOnlySpan<byte> rgb, int widthPx, int heightPx)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(widthPx, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(heightPx, 1);
        if (rgb.Length != widthPx * heightPx * 3)
            throw new ArgumentException($"{rgb.Length} bytes are not {widthPx} x {heightPx} pixels of 3", nameof(rgb));

        var indices = ArrayPool<byte>.Shared.Rent(widthPx * heightPx);
        try
        {
            stream.Write(PngFormat.Signature);
            var palette = PngPalette.Of(rgb, indices);
            WriteHeader(stream, widthPx, heightPx, palette is null ? TrueColour : Palette);
            if (palette is not null) WriteChunk(stream, PngFormat.PaletteChunk, palette);
            var bytesPerPixel = palette is null ? 3 : 1;
            WritePixels(stream, palette is null ? rgb : indices.AsSpan(0, widthPx * heightPx), widthPx * bytesPerPixel);
            WriteChunk(stream, PngFormat.EndChunk, []);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(indices);
        }
    }

    private static void WriteHeader(Stream stream, int widthPx, int heightPx, byte colourType)
    {
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, widthPx);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], heightPx);
        (header[8], header[9]) = (8, colourType);
        WriteChunk(stream, PngFormat.HeaderChunk, header);
    }

    /// <summary>Unfiltered rows: the pictures are lines on black, which no row filter makes smaller.</summary>
    private static void WritePixels(Stream stream, ReadOnlySpan<byte> pixels, int rowLength)
    {
        var rows = pixels.Length / rowLength;
        var raw = ArrayPool<byte>.Shared.Rent(rows * (rowLength + 1));
        try
        {
            for (var y = 0; y < rows; y++)
            {
                raw[y * (rowLength + 1)] = 0;
                pixels.Slice(y * rowLength, rowLength).CopyTo(raw.AsSpan(y * (rowLength + 1) + 1));
            }

            using var compressed = new MemoryStream(64 * 1024);
            using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
                zlib.Write(raw, 0, rows * (rowLength + 1));
            WriteChunk(stream, PngFormat.DataChunk, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
        }
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, PngCrc.Compute(type, data));
        stream.Write(number);
    }
}
