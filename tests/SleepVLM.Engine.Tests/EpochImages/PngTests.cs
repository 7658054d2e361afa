using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages.Png;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.EpochImages;

public class PngTests
{
    [Theory]
    [InlineData(1, 1, 1, 3)]
    [InlineData(40, 30, 256, 3)]
    [InlineData(40, 30, 257, 2)]
    [InlineData(448, 224, 20000, 2)]
    public void Encode_AnyColours_ReadsBackTheSame(int width, int height, int colours, byte colourType)
    {
        var rgb = new byte[width * height * 3];
        for (var pixel = 0; pixel < width * height; pixel++)
            BinaryPrimitives.WriteUInt16LittleEndian(rgb.AsSpan(3 * pixel), (ushort)(pixel % colours * 3));
        var file = PngWriter.Encode(rgb, width, height);

        Assert.Equal(colourType, file[25]);
        var read = PngReader.Decode(file, new EpochIndex(7));
        Assert.Equal((7, width, height), (read.Index.Value, read.WidthPx, read.HeightPx));
        Assert.Equal(rgb, read.Rgb.ToArray());
    }

    [Fact]
    public void Encode_RandomPixels_ReadBackTheSame()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            int width = random.Next(1, 60), height = random.Next(1, 60);
            var rgb = new byte[width * height * 3];
            random.NextBytes(rgb);
            if (seed % 2 == 0) for (var i = 0; i < rgb.Length; i++) rgb[i] &= 0x40;
            Assert.True(rgb.AsSpan().SequenceEqual(PngReader.Decode(PngWriter.Encode(rgb, width, height)).Rgb.Span), $"seed {seed}");
        }
    }

    [Fact]
    public void Encode_OptimalLevel_IsSmallerAndReadsBackTheSame()
    {
        var picture = GoldenRecording.Synthetic.Picture(3);
        var (fast, small) = (PngWriter.Encode(picture), PngWriter.Encode(picture, CompressionLevel.Optimal));
        Assert.True(small.Length < 0.9 * fast.Length, $"{small.Length} against {fast.Length} bytes");
        Assert.Equal(picture.Rgb.ToArray(), PngReader.Decode(small).Rgb.ToArray());
    }

    [Fact]
    public void Encode_PixelsDoNotFillTheSize_Refuses() => Assert.Throws<ArgumentException>(() => PngWriter.Encode(new byte[10], 2, 2));

    /// <summary>Two rows of two RGB pixels under each filter, with the values that clause 9 of the specification gives by hand.</summary>
    [Theory]
    [InlineData(0, new byte[] { 5, 6, 7, 1, 1, 1 }, new byte[] { 5, 6, 7, 1, 1, 1 })]
    [InlineData(1, new byte[] { 5, 6, 7, 1, 1, 1 }, new byte[] { 5, 6, 7, 6, 7, 8 })]
    [InlineData(2, new byte[] { 5, 6, 7, 1, 1, 1 }, new byte[] { 15, 26, 37, 41, 51, 61 })]
    [InlineData(3, new byte[] { 5, 6, 7, 1, 1, 1 }, new byte[] { 10, 16, 22, 26, 34, 42 })]
    [InlineData(4, new byte[] { 5, 6, 7, 1, 1, 1 }, new byte[] { 15, 26, 37, 41, 51, 61 })]
    [InlineData(4, new byte[] { 250, 0, 0, 1, 1, 1 }, new byte[] { 4, 20, 30, 41, 51, 61 })]
    public void Decode_EachRowFilter_IsUndone(byte filter, byte[] filtered, byte[] expected)
    {
        byte[] raw = [0, 10, 20, 30, 40, 50, 60, filter, .. filtered];
        Assert.Equal([10, 20, 30, 40, 50, 60, .. expected], PngReader.Decode(Build(2, 2, 2, raw)).Rgb.ToArray());
    }

    [Fact]
    public void Decode_Opacity_IsDropped()
    {
        byte[] raw = [0, 1, 2, 3, 255, 4, 5, 6, 0];
        Assert.Equal([1, 2, 3, 4, 5, 6], PngReader.Decode(Build(2, 1, 6, raw)).Rgb.ToArray());
    }

    [Theory]
    [InlineData(2, 1, 2, new byte[] { 9, 0, 0, 0, 0, 0, 0 }, "unknown filter 9")]
    [InlineData(2, 1, 2, new byte[] { 0, 0, 0 }, "do not give 7 bytes")]
    [InlineData(2, 1, 0, new byte[] { 0, 0, 0 }, "colour type 0")]
    [InlineData(2, 1, 3, new byte[] { 0, 0, 5 }, "not among the palette's 0")]
    [InlineData(0, 1, 2, new byte[] { 0 }, "size of 0 x 1")]
    [InlineData(100000, 100000, 2, new byte[] { 0 }, "size of 100000 x 100000")]
    public void Decode_WrongFile_SaysWhatIsWrong(int width, int height, byte colourType, byte[] raw, string problem)
    {
        var error = Assert.Throws<PngFormatException>(() => PngReader.Decode(Build(width, height, colourType, raw)));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_LargerThanTheCallerTakes_IsRefusedAsTooLarge()
    {
        var file = PngWriter.Encode(new byte[6 * 4 * 3], 6, 4);
        Assert.Equal(6, PngReader.Decode(file, maxPixels: 24).WidthPx);
        var error = Assert.Throws<PngFormatException>(() => PngReader.Decode(file, maxPixels: 23));
        Assert.True(error.IsTooLarge);
        Assert.Equal("a size of 6 x 4 pixels is outside 1 to 23 pixels", error.Problem);
        Assert.False(Assert.Throws<PngFormatException>(() => PngReader.Decode(file.AsSpan(0, 20).ToArray(), maxPixels: 23)).IsTooLarge);
    }

    [Fact]
    public void Decode_TruncatedOrChangedFile_IsRefusedOrRead()
    {
        var golden = File.ReadAllBytes(Repository.Golden("render/synthetic-256hz/0.png"));
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var file = golden[..(random.Next(2) == 0 ? random.Next(golden.Length) : golden.Length)];
            for (var i = random.Next(3); i > 0 && file.Length > 0; i--) file[random.Next(Math.Min(file.Length, 60))] ^= (byte)(1 << random.Next(8));
            var error = Record.Exception(() => PngReader.Decode(file));
            Assert.True(error is null or PngFormatException, $"seed {seed}: {error}");
        }
    }

    [Fact]
    public void Decode_ChangedPixelData_IsFoundByItsChecksum()
    {
        var file = File.ReadAllBytes(Repository.Golden("render/synthetic-256hz/0.png"));
        file[5000] ^= 1;
        var error = Assert.Throws<PngFormatException>(() => PngReader.Decode(file));
        Assert.Contains("checksum", error.Message, StringComparison.Ordinal);
        Assert.Equal(33, error.Offset);
    }

    private static byte[] Build(int width, int height, byte colourType, byte[] raw)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, colourType);
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(raw);
        return [.. PngFormat.Signature, .. Chunk("IHDR", header), .. Chunk("IDAT", compressed.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        var (length, checksum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, PngCrc.Compute([.. Encoding.ASCII.GetBytes(type), .. data]));
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, .. checksum];
    }
}
