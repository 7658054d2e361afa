using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace SleepVLM.Torch.Weights;

/// <summary>Elements as they lie in a file to float32 and back.</summary>
public static class ElementConversion
{
    /// <summary>A tensor's bytes as float32, whatever its element type.</summary>
    public static float[] ToFloats(ReadOnlySpan<byte> bytes, string dtype)
    {
        var values = new float[bytes.Length / TensorEntry.SizeOf(dtype)];
        ToSingle(dtype, bytes, values);
        return values;
    }

    /// <summary>Float32 to BF16, to nearest, ties to even.</summary>
    public static byte[] ToBFloat16(ReadOnlySpan<float> values) => FromSingle("BF16", values);

    internal static void ToSingle(string dtype, ReadOnlySpan<byte> source, Span<float> destination)
    {
        switch (dtype)
        {
            case "F32": source.CopyTo(MemoryMarshal.AsBytes(destination)); break;
            case "BF16": FromBFloat16(MemoryMarshal.Cast<byte, ushort>(source), destination); break;
            case "F16": TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(source), destination); break;
            case "F64": Convert<double>(source, destination); break;
            case "I64": Convert<long>(source, destination); break;
            case "U64": Convert<ulong>(source, destination); break;
            case "I32": Convert<int>(source, destination); break;
            case "U32": Convert<uint>(source, destination); break;
            case "I16": Convert<short>(source, destination); break;
            case "U16": Convert<ushort>(source, destination); break;
            case "I8": Convert<sbyte>(source, destination); break;
            default: Convert<byte>(source, destination); break;
        }
    }

    internal static ushort ToBFloat16(float value)
    {
        if (float.IsNaN(value)) return 0x7FC0;
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    /// <summary>Singles as stored numbers: F32, F16 or BF16.</summary>
    internal static byte[] FromSingle(string dtype, ReadOnlySpan<float> source)
    {
        var bytes = new byte[source.Length * TensorEntry.SizeOf(dtype)];
        switch (dtype)
        {
            case "F32":
                MemoryMarshal.AsBytes(source).CopyTo(bytes);
                break;
            case "F16":
                TensorPrimitives.ConvertToHalf(source, MemoryMarshal.Cast<byte, Half>(bytes.AsSpan()));
                break;
            case "BF16":
                var halves = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());
                for (var i = 0; i < source.Length; i++) halves[i] = ToBFloat16(source[i]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "singles are written as F32, F16 or BF16");
        }

        return bytes;
    }

    private static void FromBFloat16(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        for (var i = 0; i < source.Length; i++) destination[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << 16);
    }

    private static void Convert<T>(ReadOnlySpan<byte> source, Span<float> destination)
        where T : unmanaged, System.Numerics.INumber<T> =>
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, T>(source), destination);
}
