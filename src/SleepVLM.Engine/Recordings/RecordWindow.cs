using System.Buffers;

namespace SleepVLM.Engine.Recordings;

/// <summary>A buffer that moves over the data records. Small records are read many at a time, large ones only where asked.</summary>
internal sealed class RecordWindow(FileReader file, long recordBytes) : IDisposable
{
    private const int SmallRecordBytes = 2048, ReadAheadBytes = 1 << 16;
    private readonly bool _readsAhead = recordBytes <= SmallRecordBytes;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(ReadAheadBytes);
    private long _start;
    private int _filled;

    /// <summary>Longest piece that can be asked for, bytes.</summary>
    public const int MaximumPieceBytes = ReadAheadBytes;

    /// <summary>The bytes at the offset, valid until the next call.</summary>
    public ReadOnlySpan<byte> Bytes(long offset, int count)
    {
        if (offset < _start || offset + count > _start + _filled)
        {
            _filled = (int)Math.Min(_readsAhead ? Math.Max(count, ReadAheadBytes) : count, Math.Max(count, file.Length - offset));
            _start = offset;
            file.ReadExactly(offset, _buffer.AsSpan(0, _filled), "data records");
        }

        return _buffer.AsSpan((int)(offset - _start), count);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _filled = 0;
    }
}
