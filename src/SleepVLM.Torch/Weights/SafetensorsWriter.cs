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
    /// <exception cref="IOException">The disk is full or the folder cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyList<(string Name, string Dtype, IReadOnlyList<long> Shape, Func<byte[]> Bytes)> tensors,
        IReadOnlyDictionary<string, string> metadata)
    {
        var header = new JsonObject { ["__metadata__"] = new JsonObject([.. metadata.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value))]) };
        var end = 0L;
        foreach (var (name, dtype, shape, _) in tensors)
        {
            var begin = end;
            end += shape.Aggregate((long)TensorEntry.SizeOf(dtype), (product, size) => product * size);
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
        using (var stream = File.Create(unfinished))
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)padded.Length);
            stream.Write(length);
            stream.Write(padded);
            foreach (var tensor in tensors) stream.Write(tensor.Bytes());
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
