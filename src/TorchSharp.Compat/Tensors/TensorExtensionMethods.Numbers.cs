using TorchSharp.Compat;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    private static readonly Operator s_item = new("item");

    /// <summary>The one element as a number, whatever its type and device.</summary>
    private static Scalar Number(Tensor tensor) => Scalar.From(s_item.CallValue(tensor));

    /// <summary>The one element, converted.</summary>
    public static float ToSingle(this Tensor value) => Number(value).ToSingle();

    /// <summary>The one element, converted.</summary>
    public static double ToDouble(this Tensor value) => Number(value).ToDouble();

    /// <summary>The one element, converted.</summary>
    public static sbyte ToSByte(this Tensor value) => Number(value).ToSByte();

    /// <summary>The one element, converted.</summary>
    public static byte ToByte(this Tensor value) => Number(value).ToByte();

    /// <summary>The one element, converted.</summary>
    public static short ToInt16(this Tensor value) => Number(value).ToInt16();

    /// <summary>The one element, converted.</summary>
    public static int ToInt32(this Tensor value) => Number(value).ToInt32();

    /// <summary>The one element, converted.</summary>
    public static long ToInt64(this Tensor value) => Number(value).ToInt64();

    /// <summary>Whether the one element is not zero.</summary>
    public static bool ToBoolean(this Tensor value) => Number(value).ToBoolean();
}
