using System.IO.MemoryMappedFiles;

namespace SleepVLM.Torch.Weights;

/// <summary>A safetensors file, memory-mapped: u64 header length, JSON header, data. Everything is checked before anything is used.</summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private readonly string _path;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _data;

    private SafetensorsFile(string path, SafetensorsHeader header)
    {
        _path = path;
        Header = header;
        _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _data = start + _view.PointerOffset + header.DataStart;
    }

    /// <summary>What the file holds.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>Opens and checks a file; the data are not read.</summary>
    /// <exception cref="WeightFormatException">The file is missing or damaged; the message names the tensor and the byte.</exception>
    public static SafetensorsFile Open(string path) => new(path, SafetensorsHeader.Read(path));

    /// <summary>Bytes of a tensor, row-major, little-endian; valid while the file is open.</summary>
    /// <exception cref="WeightFormatException">There is no such tensor, or it is larger than 2 GB.</exception>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        if (!Header.Tensors.TryGetValue(name, out var entry)) throw new WeightFormatException(_path, $"tensor {name} is missing");
        return entry.End - entry.Begin <= int.MaxValue
            ? new ReadOnlySpan<byte>(_data + entry.Begin, (int)(entry.End - entry.Begin))
            : throw new WeightFormatException(_path, $"tensor {name} is larger than 2 GB");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }
}
