using System.Buffers.Binary;

namespace SleepVLM.Engine.Recordings;

/// <summary>Reads the stored integers of one signal, across records, into the caller's buffer.</summary>
internal sealed class SampleReader(FileReader file, RecordingHeader header, RecordedSignal signal) : IDisposable
{
    private readonly RecordWindow _window = new(file, header.RecordBytes);
    private readonly int _width = header.Format.BytesPerSample();

    /// <param name="firstSample">Counted over the whole file, gaps not counted.</param>
    /// <param name="destination">Filled whole.</param>
    public void Read(long firstSample, Span<int> destination)
    {
        while (!destination.IsEmpty)
        {
            var (record, within) = Math.DivRem(firstSample, signal.SamplesPerRecord);
            var count = (int)Math.Min(Math.Min(destination.Length, signal.SamplesPerRecord - within), RecordWindow.MaximumPieceBytes / _width);
            var offset = header.DataOffset + record * header.RecordBytes + header.ByteOffsets[signal.Index] + within * _width;
            Decode(_window.Bytes(offset, count * _width), destination[..count]);
            destination = destination[count..];
            firstSample += count;
        }
    }

    public void Dispose() => _window.Dispose();

    private void Decode(ReadOnlySpan<byte> bytes, Span<int> destination)
    {
        if (_width == 2)
        {
            for (var i = 0; i < destination.Length; i++) destination[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]);
            return;
        }

        for (var i = 0; i < destination.Length; i++)
            destination[i] = bytes[3 * i] | bytes[3 * i + 1] << 8 | (sbyte)bytes[3 * i + 2] << 16;
    }
}
