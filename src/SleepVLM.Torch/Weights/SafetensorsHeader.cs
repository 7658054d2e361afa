using System.Buffers.Binary;
using System.Text.Json;

namespace SleepVLM.Torch.Weights;

/// <summary>Table of contents of a safetensors file: <c>u64</c> length, JSON, then the data.</summary>
/// <remarks>As in the reference reader, tensors must cover the data without overlap, hole or rest.</remarks>
/// <param name="Tensors">By name.</param>
/// <param name="Metadata">Free text.</param>
/// <param name="DataStart">First data byte of the file.</param>
public sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, TensorEntry> Tensors, IReadOnlyDictionary<string, string> Metadata, long DataStart)
{
    internal const int PrefixLength = 8;
    private const long LongestHeader = 100_000_000;

    /// <summary>Reads and checks the table: lengths, types, sizes, bounds, overlap. Nothing is used before it is checked.</summary>
    /// <exception cref="WeightFormatException">Something does not fit; the message names the tensor and the byte.</exception>
    public static SafetensorsHeader Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var json = ReadJson(path, stream);
            return Parse(path, json, stream.Length - PrefixLength - json.Length);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new WeightFormatException(path, $"the weights cannot be opened ({problem.Message}); check the path and the rights", problem);
        }
    }

    private static byte[] ReadJson(string path, FileStream stream)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        if (stream.Length < prefix.Length) throw new WeightFormatException(path, null, 0, "a header length of 8 bytes", $"a file of {stream.Length}");
        stream.ReadExactly(prefix);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        var most = Math.Min(stream.Length - prefix.Length, LongestHeader);
        if (length > (ulong)most) throw new WeightFormatException(path, null, 0, $"a header of at most {most} bytes", $"{length}");
        var json = new byte[length];
        stream.ReadExactly(json);
        return json;
    }

    private static SafetensorsHeader Parse(string path, byte[] json, long dataLength)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            var (tensors, metadata) = Read(path, document.RootElement);
            CheckCover(path, tensors, PrefixLength + json.Length, dataLength);
            return new SafetensorsHeader(tensors.ToDictionary(tensor => tensor.Name), metadata, PrefixLength + json.Length);
        }
        catch (JsonException problem)
        {
            throw new WeightFormatException(path, null, PrefixLength + (problem.BytePositionInLine ?? 0), "a JSON header", Shorten(problem.Message));
        }
        catch (InvalidOperationException)
        {
            // JsonElement says so where text is not UTF-8 or an escape is half a surrogate pair.
            throw new WeightFormatException(path, null, PrefixLength, "a JSON header", "text that is not Unicode");
        }
    }

    private static (TensorEntry[] Tensors, Dictionary<string, string> Metadata) Read(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new WeightFormatException(path, null, PrefixLength, "a JSON object of tensors", root.ValueKind.ToString());
        var tensors = new List<TensorEntry>();
        var metadata = new Dictionary<string, string>();
        foreach (var entry in root.EnumerateObject())
        {
            if (entry.Name == "__metadata__") ReadMetadata(path, entry.Value, metadata);
            else tensors.Add(Tensor(path, entry.Name, entry.Value));
        }

        return ([.. tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)], metadata);
    }

    private static void ReadMetadata(string path, JsonElement element, Dictionary<string, string> metadata)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new WeightFormatException(path, null, PrefixLength, "__metadata__ as an object", element.ValueKind.ToString());
        foreach (var entry in element.EnumerateObject())
            metadata[entry.Name] = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText();
    }

    private static TensorEntry Tensor(string path, string name, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("dtype", out var dtype) || !entry.TryGetProperty("shape", out var shape)
            || !entry.TryGetProperty("data_offsets", out var offsets))
            throw new WeightFormatException(path, name, null, "dtype, shape and data_offsets", Shorten(entry.GetRawText()));

        var typeName = dtype.ValueKind == JsonValueKind.String ? dtype.GetString()! : dtype.GetRawText();
        if (TensorEntry.SizeOf(typeName) is var width && width == 0)
            throw new WeightFormatException(path, name, null, $"dtype {string.Join(", ", TensorEntry.Dtypes)}", Shorten(typeName));

        var dimensions = Numbers(path, name, "shape", shape);
        var range = Numbers(path, name, "data_offsets", offsets);
        if (range.Length != 2 || range[0] > range[1])
            throw new WeightFormatException(path, name, null, "data_offsets of begin and end", Shorten(offsets.GetRawText()));

        var bytes = ElementCount(path, name, dimensions) * width;
        if (range[1] - range[0] != bytes)
            throw new WeightFormatException(path, name, null, $"{bytes} bytes for {typeName} {shape.GetRawText()}", $"{range[1] - range[0]}");
        return new TensorEntry(name, typeName, dimensions, range[0], range[1]);
    }

    private static long ElementCount(string path, string name, long[] shape)
    {
        // A zero anywhere makes the product zero, however large the rest.
        if (shape.Contains(0)) return 0;
        var count = 1L;
        foreach (var length in shape)
        {
            if (length > (1L << 56) / count) throw new WeightFormatException(path, name, null, "a shape that fits a file", $"[{string.Join(", ", shape)}]");
            count *= length;
        }

        return count;
    }

    private static long[] Numbers(string path, string name, string field, JsonElement list)
    {
        if (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= 32)
        {
            var numbers = new long[list.GetArrayLength()];
            var index = 0;
            foreach (var item in list.EnumerateArray())
                if (item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number) && number >= 0) numbers[index++] = number;
            if (index == numbers.Length) return numbers;
        }

        throw new WeightFormatException(path, name, null, $"{field} as a list of whole numbers", Shorten(list.GetRawText()));
    }

    private static void CheckCover(string path, TensorEntry[] sorted, long dataStart, long dataLength)
    {
        var covered = 0L;
        foreach (var tensor in sorted)
        {
            if (tensor.End > dataLength)
                throw new WeightFormatException(path, tensor.Name, dataStart + tensor.Begin, $"{tensor.End} bytes of data", $"{dataLength}");
            if (tensor.Begin != covered)
                throw new WeightFormatException(
                    path, tensor.Name, dataStart + tensor.Begin, $"data from {covered} on", tensor.Begin < covered ? $"an overlap from {tensor.Begin}" : $"a hole up to {tensor.Begin}");
            covered = tensor.End;
        }

        if (covered != dataLength) throw new WeightFormatException(path, null, dataStart + covered, "the end of the file", $"{dataLength - covered} bytes of no tensor");
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
