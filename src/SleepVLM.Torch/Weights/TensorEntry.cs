namespace SleepVLM.Torch.Weights;

/// <summary>Where a tensor lies in a safetensors file.</summary>
/// <param name="Name">Key.</param>
/// <param name="Dtype">Element type as the format spells it: F32, F16, BF16, I64, ...</param>
/// <param name="Shape">Sizes, row-major.</param>
/// <param name="Begin">First byte, from the start of the data.</param>
/// <param name="End">Byte behind the last.</param>
public sealed record TensorEntry(string Name, string Dtype, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>Element types that can be read.</summary>
    public static IReadOnlyList<string> Dtypes { get; } =
        ["BOOL", "U8", "I8", "U16", "I16", "F16", "BF16", "U32", "I32", "F32", "U64", "I64", "F64"];

    /// <summary>Size in bytes.</summary>
    public long ByteLength => End - Begin;

    /// <summary>Number of elements.</summary>
    public long ElementCount => ByteLength / SizeOf(Dtype);

    /// <summary>Bytes of one element, or 0 for a type that is not known.</summary>
    public static int SizeOf(string dtype) => dtype switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" => 1,
        _ => 0,
    };
}
