using System.IO.MemoryMappedFiles;

namespace SleepVLM.Torch.Weights;

/// <summary>An open safetensors file, mapped into memory: opening costs milliseconds whatever its size, and bytes are read when touched.</summary>
/// <remarks>Safe for several readers. Spans given out are valid until it is disposed.</remarks>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private readonly string _path;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _data;

    private SafetensorsFile(string path, SafetensorsHeader header)
    {
        _path = path;
        Header = header;
        _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _data);
        _data += _view.PointerOffset + header.DataStart;
    }

    /// <summary>What the file holds.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>Opens and checks a file; the data are not read.</summary>
    /// <exception cref="WeightFormatException">The file is missing or damaged; the message names the tensor and the byte.</exception>
    public static SafetensorsFile Open(string path) => new(path, SafetensorsHeader.Read(path));

    /// <summary>Bytes of a tensor, row-major, little-endian, without a copy.</summary>
    /// <exception cref="WeightFormatException">There is no such tensor, or it is larger than 2 GB.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        var entry = Entry(name);
        return entry.ByteLength <= int.MaxValue
            ? Bytes(entry.Begin, (int)entry.ByteLength)
            : throw new WeightFormatException(_path, name, Header.DataStart + entry.Begin, "at most 2 GB", $"{entry.ByteLength} bytes");
    }

    /// <summary>Numbers of a tensor in single precision, whatever its element type.</summary>
    /// <param name="name">Key.</param>
    /// <param name="destination">As long as the tensor has elements, row-major.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    /// <exception cref="WeightFormatException">There is no such tensor.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public void CopyTo(string name, Span<float> destination)
    {
        var entry = Entry(name);
        if (destination.Length != entry.ElementCount)
            throw new ArgumentException($"{name} has {entry.ElementCount} elements, not {destination.Length}", nameof(destination));
        const int ChunkElements = 1 << 20;
        var width = TensorEntry.SizeOf(entry.Dtype);
        for (var start = 0; start < destination.Length; start += ChunkElements)
        {
            var chunk = destination[start..Math.Min(destination.Length, start + ChunkElements)];
            ElementConversion.ToSingle(entry.Dtype, Bytes(entry.Begin + ((long)start * width), chunk.Length * width), chunk);
        }
    }

    /// <summary>Closes the file; spans given out become invalid.</summary>
    public void Dispose()
    {
        if (_data == null) return;
        _data = null;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }

    private TensorEntry Entry(string name) => Header.Tensors.TryGetValue(name, out var entry)
        ? entry
        : throw new WeightFormatException(_path, name, null, "the tensor", "none of that name");

    private ReadOnlySpan<byte> Bytes(long start, int length)
    {
        ObjectDisposedException.ThrowIf(_data == null, this);
        return new ReadOnlySpan<byte>(_data + start, length);
    }
}
