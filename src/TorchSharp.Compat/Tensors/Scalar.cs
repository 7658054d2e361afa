using TorchSharp.Compat;

namespace TorchSharp;

/// <summary>A single number or truth value, as operators take it beside tensors.</summary>
public sealed class Scalar : IDisposable
{
    internal readonly ValueKind Kind;
    internal readonly long Bits;

    private Scalar(ValueKind kind, long bits) => (Kind, Bits) = (kind, bits);

    internal static Scalar From(long value) => new(ValueKind.Int, value);

    internal static Scalar From(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));

    internal static Scalar From(bool value) => new(ValueKind.Bool, value ? 1 : 0);

    internal static Scalar From(NativeValue value) => new(value.Kind, value.Integer);

    /// <summary>The type that an element of this kind has.</summary>
    public torch.ScalarType Type => Kind switch
    {
        ValueKind.Int => torch.ScalarType.Int64,
        ValueKind.Double => torch.ScalarType.Float64,
        _ => torch.ScalarType.Bool,
    };

    internal double Real => Kind == ValueKind.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long Integer => Kind == ValueKind.Double ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;

    /// <summary>Nothing to release here; TorchSharp's own holds native memory.</summary>
    public void Dispose() { }

    /// <summary>From a number.</summary>
    public static implicit operator Scalar(byte value) => From((long)value);

    /// <summary>From a number.</summary>
    public static implicit operator Scalar(sbyte value) => From((long)value);

    /// <summary>From a number.</summary>
    public static implicit operator Scalar(short value) => From((long)value);

    /// <summary>From a number.</summary>
    public static implicit operator Scalar(int value) => From((long)value);

    /// <summary>From a number.</summary>
    public static implicit operator Scalar(long value) => From(value);

    /// <summary>From a number.</summary>
    public static implicit operator Scalar(Half value) => From((double)value);

    /// <summary>From a number.</summary>
    public static implicit operator Scalar(float value) => From((double)value);

    /// <summary>From a number.</summary>
    public static implicit operator Scalar(double value) => From(value);

    /// <summary>From a truth value.</summary>
    public static implicit operator Scalar(bool value) => From(value);
}

/// <summary>Conversions to and from <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>As a scalar.</summary>
    public static Scalar ToScalar(this byte value) => value;

    /// <summary>As a scalar.</summary>
    public static Scalar ToScalar(this sbyte value) => value;

    /// <summary>As a scalar.</summary>
    public static Scalar ToScalar(this short value) => value;

    /// <summary>As a scalar.</summary>
    public static Scalar ToScalar(this int value) => value;

    /// <summary>As a scalar.</summary>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>As a scalar.</summary>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>As a scalar.</summary>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>As a scalar.</summary>
    public static Scalar ToScalar(this bool value) => value;

    /// <summary>The number in single precision.</summary>
    public static float ToSingle(this Scalar value) => (float)value.Real;

    /// <summary>The number in double precision.</summary>
    public static double ToDouble(this Scalar value) => value.Real;

    /// <summary>The number, cut to an integer.</summary>
    public static sbyte ToSByte(this Scalar value) => (sbyte)value.Integer;

    /// <summary>The number, cut to an integer.</summary>
    public static byte ToByte(this Scalar value) => (byte)value.Integer;

    /// <summary>The number, cut to an integer.</summary>
    public static short ToInt16(this Scalar value) => (short)value.Integer;

    /// <summary>The number, cut to an integer.</summary>
    public static int ToInt32(this Scalar value) => (int)value.Integer;

    /// <summary>The number, cut to an integer.</summary>
    public static long ToInt64(this Scalar value) => value.Integer;

    /// <summary>Whether the number is not zero.</summary>
    public static bool ToBoolean(this Scalar value) => value.Real != 0;
}
