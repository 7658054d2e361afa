using System.Numerics;
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
        FromSingle(dtype, source, bytes);
        return bytes;
    }

    /// <summary>Singles as stored numbers: F64, F32, F16 or BF16.</summary>
    internal static void FromSingle(string dtype, ReadOnlySpan<float> source, Span<byte> destination)
    {
        switch (dtype)
        {
            case "F64":
                TensorPrimitives.ConvertTruncating(source, MemoryMarshal.Cast<byte, double>(destination));
                break;
            case "F32":
                MemoryMarshal.AsBytes(source).CopyTo(destination);
                break;
            case "F16":
                TensorPrimitives.ConvertToHalf(source, MemoryMarshal.Cast<byte, Half>(destination));
                break;
            case "BF16":
                var halves = MemoryMarshal.Cast<byte, ushort>(destination);
                for (var i = 0; i < source.Length; i++) halves[i] = ToBFloat16(source[i]);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "singles are written as F64, F32, F16 or BF16");
        }
    }

    /// <summary>Stored numbers of one type as another, by way of singles: F64 keeps a single's accuracy.</summary>
    internal static void Convert(string from, ReadOnlySpan<byte> source, string to, Span<byte> destination)
    {
        Span<float> singles = stackalloc float[4096];
        var (fromWidth, toWidth) = (TensorEntry.SizeOf(from), TensorEntry.SizeOf(to));
        for (var (start, count) = (0, source.Length / fromWidth); start < count; start += singles.Length)
        {
            var some = singles[..Math.Min(singles.Length, count - start)];
            ToSingle(from, source.Slice(start * fromWidth, some.Length * fromWidth), some);
            FromSingle(to, some, destination.Slice(start * toWidth, some.Length * toWidth));
        }
    }

    /// <summary>Position of the first stored number that is infinite or none, or -1; whole numbers always are finite.</summary>
    internal static int FirstNotFinite(string dtype, ReadOnlySpan<byte> bytes) => dtype switch
    {
        "BF16" => FirstWithExponent<ushort>(bytes, 0x7F80),
        "F16" => FirstWithExponent<ushort>(bytes, 0x7C00),
        "F32" => FirstWithExponent<uint>(bytes, 0x7F800000),
        "F64" => FirstWithExponent<ulong>(bytes, 0x7FF0000000000000),
        _ => -1,
    };

    // All bits of the exponent are set in infinities and in what is no number.
    private static int FirstWithExponent<T>(ReadOnlySpan<byte> bytes, T exponent) where T : unmanaged, IBinaryInteger<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(bytes);
        var mask = new Vector<T>(exponent);
        var i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            if (Vector.EqualsAny(new Vector<T>(values[i..]) & mask, mask)) break;
        for (; i < values.Length; i++)
            if ((values[i] & exponent) == exponent) return i;
        return -1;
    }

    private static void FromBFloat16(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        for (var i = 0; i < source.Length; i++) destination[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << 16);
    }

    private static void Convert<T>(ReadOnlySpan<byte> source, Span<float> destination)
        where T : unmanaged, INumber<T> =>
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, T>(source), destination);
}
