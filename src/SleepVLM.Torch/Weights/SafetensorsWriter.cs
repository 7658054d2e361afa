using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace SleepVLM.Torch.Weights;

/// <summary>Writes a safetensors file: it is whole or it is not there.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes tensors in the order given.</summary>
    /// <param name="path">The file; an earlier one is replaced.</param>
    /// <param name="tensors">Name, element type, shape and a function that gives the bytes (row-major, little-endian) when they are written.</param>
    /// <param name="metadata">Free text.</param>
    /// <exception cref="ArgumentException">A name twice, an element type that is not known, or bytes that do not fit shape and type.</exception>
    /// <exception cref="IOException">The disk is full or the folder cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyList<(string Name, string Dtype, IReadOnlyList<long> Shape, Func<byte[]> Bytes)> tensors,
        IReadOnlyDictionary<string, string> metadata)
    {
        if (tensors.GroupBy(tensor => tensor.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"the tensor {twice.Key} is given twice", nameof(tensors));
        if (tensors.FirstOrDefault(tensor => TensorEntry.SizeOf(tensor.Dtype) == 0) is { Name: not null } unknown)
            throw new ArgumentException($"the element type {unknown.Dtype} of {unknown.Name} is not known", nameof(tensors));
        var header = new JsonObject { ["__metadata__"] = new JsonObject([.. metadata.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value))]) };
        var end = 0L;
        foreach (var (name, dtype, shape, _) in tensors)
        {
            var begin = end;
            end += ByteLength(dtype, shape);
            header[name] = new JsonObject
            {
                ["dtype"] = dtype,
                ["shape"] = new JsonArray([.. shape.Select(size => (JsonNode)size)]),
                ["data_offsets"] = new JsonArray(begin, end),
            };
        }

        // The format asks for data aligned to 8 bytes; spaces behind the JSON are allowed.
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        var padded = new byte[(json.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        json.CopyTo(padded, 0);
        var unfinished = path + ".part";
        try
        {
            using (var stream = File.Create(unfinished))
            {
                Span<byte> length = stackalloc byte[SafetensorsHeader.PrefixLength];
                BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)padded.Length);
                stream.Write(length);
                stream.Write(padded);
                foreach (var (name, dtype, shape, bytes) in tensors)
                {
                    var data = bytes();
                    if (data.Length != ByteLength(dtype, shape))
                        throw new ArgumentException($"{name} has {data.Length} bytes, not {ByteLength(dtype, shape)}", nameof(tensors));
                    stream.Write(data);
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Singles to be written as F32, F16 or BF16 (to nearest, ties to even).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another element type, found when the bytes are asked for.</exception>
    public static (string Name, string Dtype, IReadOnlyList<long> Shape, Func<byte[]> Bytes) FromFloats(
        string name, string dtype, IReadOnlyList<long> shape, float[] values) => (name, dtype, shape, () => ElementConversion.FromSingle(dtype, values));

    private static long ByteLength(string dtype, IReadOnlyList<long> shape) =>
        shape.Aggregate((long)TensorEntry.SizeOf(dtype), (product, size) => checked(product * size));
}
