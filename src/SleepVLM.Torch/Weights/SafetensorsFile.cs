using System.IO.MemoryMappedFiles;

namespace SleepVLM.Torch.Weights;

/// <summary>An open safetensors file. Opening reads the table alone; tensors are mapped into memory piece by piece as they are read, so that a large file never lies in memory beside the model.</summary>
/// <remarks>Safe for several readers.</remarks>
public sealed unsafe class SafetensorsFile : IDisposable
{
    /// <summary>Largest piece mapped at a time.</summary>
    internal const int PieceBytes = 1 << 24;

    private readonly MemoryMappedFile _map;
    private bool _closed;

    private SafetensorsFile(string path, SafetensorsHeader header)
    {
        (Path, Header) = (path, header);
        _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
    }

    /// <summary>Takes a piece of a tensor.</summary>
    /// <param name="bytes">Row-major, little-endian, whole elements; valid during the call.</param>
    /// <param name="firstElement">Position of the first.</param>
    public delegate void Piece(ReadOnlySpan<byte> bytes, long firstElement);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>What the file holds.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>Opens and checks a file; the data are not read.</summary>
    /// <exception cref="WeightFormatException">The file is missing or damaged; the message names the tensor and the byte.</exception>
    public static SafetensorsFile Open(string path)
    {
        var header = SafetensorsHeader.Read(path);
        try
        {
            return new SafetensorsFile(path, header);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new WeightFormatException(path, $"the weights cannot be mapped into memory ({problem.Message}); check the rights", problem);
        }
    }

    /// <summary>Reads a tensor from its first element to its last, in pieces.</summary>
    /// <param name="name">Key.</param>
    /// <param name="take">Called with each piece.</param>
    /// <exception cref="WeightFormatException">There is no such tensor.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public void Read(string name, Piece take)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!Header.Tensors.TryGetValue(name, out var entry)) throw new WeightFormatException(Path, name, null, "the tensor", "none of that name");
        var width = TensorEntry.SizeOf(entry.Dtype);
        for (var start = 0L; start < entry.ByteLength; start += PieceBytes)
        {
            var length = (int)Math.Min(PieceBytes, entry.ByteLength - start);
            using var view = _map.CreateViewAccessor(Header.DataStart + entry.Begin + start, length, MemoryMappedFileAccess.Read);
            byte* data = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref data);
            try
            {
                take(new ReadOnlySpan<byte>(data + view.PointerOffset, length), start / width);
            }
            finally
            {
                view.SafeMemoryMappedViewHandle.ReleasePointer();
            }
        }
    }

    /// <summary>Numbers of a tensor in single precision, whatever its element type.</summary>
    /// <param name="name">Key.</param>
    /// <returns>Row-major.</returns>
    /// <exception cref="WeightFormatException">There is no such tensor, or it is too large for an array.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public float[] ToFloats(string name)
    {
        var count = Header.Tensors.TryGetValue(name, out var entry) ? entry.ElementCount : 0;
        if (count > Array.MaxLength) throw new WeightFormatException(Path, name, null, $"at most {Array.MaxLength} elements", $"{count}");
        var values = new float[count];
        Read(name, (bytes, first) => ElementConversion.ToSingle(entry!.Dtype, bytes, values.AsSpan((int)first, bytes.Length / TensorEntry.SizeOf(entry.Dtype))));
        return values;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _closed = true;
        _map.Dispose();
    }
}
