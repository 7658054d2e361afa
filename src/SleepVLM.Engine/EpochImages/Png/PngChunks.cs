using System.Buffers.Binary;

namespace SleepVLM.Engine.EpochImages.Png;

/// <summary>Where the chunks that matter lie in a file.</summary>
/// <param name="Header">Data of IHDR.</param>
/// <param name="Palette">Data of PLTE, empty where there is none.</param>
/// <param name="Data">Data of each IDAT.</param>
internal sealed record PngChunks(Range Header, Range Palette, IReadOnlyList<Range> Data)
{
    /// <summary>Bytes of a chunk beside its data: length, type, checksum.</summary>
    private const int Overhead = 12;

    /// <summary>Byte at which the compressed pixels begin.</summary>
    public int FirstData => Data[0].Start.Value;

    /// <summary>Walks through the file and checks every chunk's checksum.</summary>
    /// <exception cref="PngFormatException">No PNG file, a damaged one, or one without header or pixels.</exception>
    public static PngChunks Split(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(PngFormat.Signature)) throw new PngFormatException(0, "it does not begin like a PNG file");
        Range? header = null;
        Range palette = default;
        var data = new List<Range>();
        var position = PngFormat.Signature.Length;
        while (true)
        {
            if (file.Length - position < Overhead) throw new PngFormatException(position, "the file ends before its last chunk");
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[position..]);
            if (length > file.Length - position - Overhead)
                throw new PngFormatException(position, $"a chunk of {length} bytes reaches beyond the end of the file");

            var type = file.Slice(position + 4, 4);
            var content = new Range(position + 8, position + 8 + (int)length);
            if (BinaryPrimitives.ReadUInt32BigEndian(file[content.End.Value..]) != PngCrc.Compute(file[(position + 4)..content.End.Value]))
                throw new PngFormatException(position, "a chunk's checksum does not match");

            if (type.SequenceEqual(PngFormat.HeaderChunk)) header ??= content;
            else if (type.SequenceEqual(PngFormat.PaletteChunk)) palette = content;
            else if (type.SequenceEqual(PngFormat.DataChunk)) data.Add(content);
            else if (type.SequenceEqual(PngFormat.EndChunk)) break;
            position = content.End.Value + 4;
        }

        if (header is null) throw new PngFormatException(PngFormat.Signature.Length, "there is no header");
        if (data.Count == 0) throw new PngFormatException(position, "there are no pixels");
        return new PngChunks(header.Value, palette, data);
    }
}
