using System.Buffers.Binary;
using System.IO.Compression;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.EpochImages.Png;

/// <summary>Reads PNG files of 8 bits per sample: RGB, RGBA (opacity is dropped), palette; not interlaced.</summary>
public static class PngReader
{
    private const int MaxPixels = 1 << 24;

    /// <summary>Decodes a whole file.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="index">Epoch that the picture shows.</param>
    /// <param name="maxPixels">Largest area; a larger picture is refused before it is unpacked. Default and most 16,777,216.</param>
    /// <exception cref="PngFormatException">The file is damaged, too large, or of a kind that is not read.</exception>
    public static EpochImage Decode(ReadOnlySpan<byte> file, EpochIndex index = default, int maxPixels = MaxPixels)
    {
        var chunks = PngChunks.Split(file);
        var (width, height, bytesPerPixel) = ReadHeader(file, chunks, Math.Min(maxPixels, MaxPixels));
        var raw = Inflate(file, chunks, checked(height * (1 + width * bytesPerPixel)));
        var pixels = PngRowFilter.Undo(raw, width * bytesPerPixel, bytesPerPixel, chunks.FirstData);
        var rgb = bytesPerPixel switch
        {
            1 => FromPalette(pixels, file, chunks),
            4 => DropOpacity(pixels),
            _ => pixels,
        };
        return new EpochImage(index, width, height, rgb);
    }

    private static (int Width, int Height, int BytesPerPixel) ReadHeader(ReadOnlySpan<byte> file, PngChunks chunks, int maxPixels)
    {
        var header = file[chunks.Header];
        var offset = chunks.Header.Start.Value;
        if (header.Length != 13) throw new PngFormatException(offset, $"the header has {header.Length} bytes instead of 13");
        var width = BinaryPrimitives.ReadInt32BigEndian(header);
        var height = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        if (width < 1 || height < 1 || (long)width * height > maxPixels)
            throw new PngFormatException(offset, $"a size of {width} x {height} pixels is outside 1 to {maxPixels} pixels", isTooLarge: width > 0 && height > 0);
        if (header[8] != 8) throw new PngFormatException(offset + 8, $"{header[8]} bits per sample instead of 8");
        if (header[10] != 0 || header[11] != 0 || header[12] != 0)
            throw new PngFormatException(offset + 10, "interlacing, or an unknown method of compression or filtering");
        return (width, height, header[9] switch
        {
            2 => 3,
            3 => 1,
            6 => 4,
            var other => throw new PngFormatException(offset + 9, $"colour type {other} is neither RGB (2), palette (3) nor RGBA (6)"),
        });
    }

    private static byte[] Inflate(ReadOnlySpan<byte> file, PngChunks chunks, int length)
    {
        var compressed = new MemoryStream();
        foreach (var data in chunks.Data) compressed.Write(file[data]);
        compressed.Position = 0;
        var raw = new byte[length];
        try
        {
            using var zlib = new ZLibStream(compressed, CompressionMode.Decompress);
            zlib.ReadExactly(raw);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new PngFormatException(chunks.FirstData, $"the compressed pixels do not give {length} bytes");
        }

        return raw;
    }

    private static byte[] FromPalette(byte[] pixels, ReadOnlySpan<byte> file, PngChunks chunks)
    {
        var palette = file[chunks.Palette];
        var rgb = new byte[pixels.Length * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            if (3 * pixels[i] + 3 > palette.Length)
                throw new PngFormatException(chunks.FirstData, $"colour {pixels[i]} is not among the palette's {palette.Length / 3}");
            palette.Slice(3 * pixels[i], 3).CopyTo(rgb.AsSpan(3 * i));
        }

        return rgb;
    }

    private static byte[] DropOpacity(byte[] rgba)
    {
        var rgb = new byte[rgba.Length / 4 * 3];
        for (var i = 0; i < rgba.Length / 4; i++) rgba.AsSpan(4 * i, 3).CopyTo(rgb.AsSpan(3 * i));
        return rgb;
    }
}
