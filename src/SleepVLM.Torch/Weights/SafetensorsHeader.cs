using System.Buffers.Binary;
using System.Text.Json;

namespace SleepVLM.Torch.Weights;

/// <summary>Table of contents of a safetensors file.</summary>
/// <param name="Tensors">By name.</param>
/// <param name="Metadata">Free text.</param>
/// <param name="DataStart">First data byte of the file.</param>
public sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, TensorEntry> Tensors, IReadOnlyDictionary<string, string> Metadata, long DataStart)
{
    private const long LongestHeader = 100_000_000;

    /// <summary>Reads and checks the table: lengths, types, sizes, bounds, overlap.</summary>
    /// <exception cref="WeightFormatException">Something does not fit; the message names the tensor and the byte.</exception>
    public static SafetensorsHeader Read(string path)
    {
        if (!File.Exists(path)) throw new WeightFormatException(path, "no such file");
        using var stream = File.OpenRead(path);
        if (stream.Length < 8) throw new WeightFormatException(path, $"is {stream.Length} bytes long; a safetensors file has at least 8");
        Span<byte> prefix = stackalloc byte[8];
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LongestHeader || (long)length > stream.Length - 8)
            throw new WeightFormatException(path, $"byte 0: a header of {length} bytes does not fit a file of {stream.Length}");
        var json = new byte[length];
        stream.ReadExactly(json);
        var header = Parse(path, json);
        CheckData(path, header.Tensors.Values, stream.Length - header.DataStart, header.DataStart);
        return header;
    }

    private static SafetensorsHeader Parse(string path, byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var tensors = new Dictionary<string, TensorEntry>();
            var metadata = new Dictionary<string, string>();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Name == "__metadata__")
                {
                    foreach (var text in member.Value.EnumerateObject()) metadata[text.Name] = text.Value.GetString() ?? "";
                    continue;
                }

                var offsets = member.Value.GetProperty("data_offsets");
                var entry = new TensorEntry(
                    member.Name, member.Value.GetProperty("dtype").GetString() ?? "",
                    [.. member.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())],
                    offsets[0].GetInt64(), offsets[1].GetInt64());
                if (!tensors.TryAdd(member.Name, entry)) throw new WeightFormatException(path, $"tensor {member.Name} stands in the header twice");
            }

            return new SafetensorsHeader(tensors, metadata, 8 + json.Length);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            throw new WeightFormatException(path, "byte 8: the header is not the JSON of a safetensors file", error);
        }
    }

    private static void CheckData(string path, IEnumerable<TensorEntry> tensors, long dataLength, long dataStart)
    {
        var end = 0L;
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            if (tensor.Begin < end || tensor.End < tensor.Begin)
                throw new WeightFormatException(path, $"tensor {tensor.Name} begins at byte {dataStart + tensor.Begin}, inside the one before it");
            if (tensor.End > dataLength)
                throw new WeightFormatException(path, $"tensor {tensor.Name} ends at byte {dataStart + tensor.End}; the file ends at {dataStart + dataLength}");
            CheckSize(path, tensor);
            end = tensor.End;
        }
    }

    private static void CheckSize(string path, TensorEntry tensor)
    {
        var expected = (Int128)TensorEntry.SizeOf(tensor.Dtype);
        if (expected == 0) throw new WeightFormatException(path, $"tensor {tensor.Name}: element type '{tensor.Dtype}' is not known");
        foreach (var size in tensor.Shape)
        {
            if (size < 0) throw new WeightFormatException(path, $"tensor {tensor.Name}: a size is negative");
            expected = Int128.Min(expected * size, long.MaxValue);
        }

        if (expected != tensor.End - tensor.Begin)
            throw new WeightFormatException(path, $"tensor {tensor.Name}: {tensor.Dtype} [{string.Join(", ", tensor.Shape)}] needs {expected} bytes, its place has {tensor.End - tensor.Begin}");
    }
}
