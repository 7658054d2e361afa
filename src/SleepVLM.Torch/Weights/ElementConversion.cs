using System.Runtime.InteropServices;

namespace SleepVLM.Torch.Weights;

/// <summary>Elements as they lie in a file to float32 and back.</summary>
public static class ElementConversion
{
    /// <summary>Converts F32, F16, BF16 or F64 to float32.</summary>
    /// <exception cref="NotSupportedException">Another element type.</exception>
    public static float[] ToFloats(ReadOnlySpan<byte> bytes, string dtype)
    {
        switch (dtype)
        {
            case "F32": return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
            case "F16": return Map(MemoryMarshal.Cast<byte, Half>(bytes), value => (float)value);
            case "F64": return Map(MemoryMarshal.Cast<byte, double>(bytes), value => (float)value);
            case "BF16": return Map(MemoryMarshal.Cast<byte, ushort>(bytes), value => BitConverter.UInt32BitsToSingle((uint)value << 16));
            default: throw new NotSupportedException($"{dtype} is not a weight type");
        }
    }

    /// <summary>Float32 to BF16, rounded to nearest even.</summary>
    public static byte[] ToBFloat16(ReadOnlySpan<float> values)
    {
        var bytes = new byte[values.Length * 2];
        var target = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());
        for (var i = 0; i < values.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(values[i]);
            target[i] = (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
        }

        return bytes;
    }

    private static float[] Map<T>(ReadOnlySpan<T> values, Func<T, float> convert)
    {
        var floats = new float[values.Length];
        for (var i = 0; i < values.Length; i++) floats[i] = convert(values[i]);
        return floats;
    }
}
