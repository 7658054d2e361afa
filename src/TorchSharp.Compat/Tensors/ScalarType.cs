namespace TorchSharp;

public static partial class torch
{
    /// <summary>Element types, numbered as in libtorch.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>Unsigned 8-bit integer.</summary>
        Byte = 0,

        /// <summary>Signed 8-bit integer.</summary>
        Int8 = 1,

        /// <summary>Signed 16-bit integer.</summary>
        Int16 = 2,

        /// <summary>Signed 32-bit integer.</summary>
        Int32 = 3,

        /// <summary>Signed 64-bit integer.</summary>
        Int64 = 4,

        /// <summary>IEEE half precision.</summary>
        Float16 = 5,

        /// <summary>IEEE single precision.</summary>
        Float32 = 6,

        /// <summary>IEEE double precision.</summary>
        Float64 = 7,

        /// <summary>Complex of two single-precision parts.</summary>
        ComplexFloat32 = 9,

        /// <summary>Complex of two double-precision parts.</summary>
        ComplexFloat64 = 10,

        /// <summary>Truth value, one byte.</summary>
        Bool = 11,

        /// <summary>The upper half of a single-precision number.</summary>
        BFloat16 = 15,
    }

    /// <summary>Unsigned 8-bit integer.</summary>
    public static ScalarType uint8 = ScalarType.Byte;

    /// <summary>Signed 8-bit integer.</summary>
    public static ScalarType int8 = ScalarType.Int8;

    /// <summary>Signed 16-bit integer.</summary>
    public static ScalarType int16 = ScalarType.Int16;

    /// <summary>Signed 32-bit integer.</summary>
    public static ScalarType int32 = ScalarType.Int32;

    /// <summary>Signed 64-bit integer.</summary>
    public static ScalarType int64 = ScalarType.Int64;

    /// <summary>IEEE half precision.</summary>
    public static ScalarType float16 = ScalarType.Float16;

    /// <summary>IEEE single precision.</summary>
    public static ScalarType float32 = ScalarType.Float32;

    /// <summary>IEEE double precision.</summary>
    public static ScalarType float64 = ScalarType.Float64;

    /// <summary>The upper half of a single-precision number.</summary>
    public static ScalarType bfloat16 = ScalarType.BFloat16;

    /// <summary>Complex of two single-precision parts.</summary>
    public static ScalarType complex64 = ScalarType.ComplexFloat32;

    /// <summary>Complex of two double-precision parts.</summary>
    public static ScalarType complex128 = ScalarType.ComplexFloat64;

    /// <summary>Truth value.</summary>
    public static ScalarType @bool = ScalarType.Bool;

    /// <summary>IEEE half precision.</summary>
    public static ScalarType half = float16;

    /// <summary>IEEE single precision.</summary>
    public static ScalarType @float = float32;

    /// <summary>IEEE double precision.</summary>
    public static ScalarType @double = float64;

    /// <summary>Signed 16-bit integer.</summary>
    public static ScalarType @short = int16;

    /// <summary>Signed 32-bit integer.</summary>
    public static ScalarType @int = int32;

    /// <summary>Signed 64-bit integer.</summary>
    public static ScalarType @long = int64;

    /// <summary>Whether the type is a floating-point type.</summary>
    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    /// <summary>Whether the type is an integer type (truth values are not).</summary>
    public static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;

    /// <summary>Whether the type is a complex type.</summary>
    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    private static ScalarType s_defaultType = ScalarType.Float32;

    /// <summary>The type of floating-point tensors made without one.</summary>
    public static ScalarType get_default_dtype() => s_defaultType;

    /// <summary>Sets the type of floating-point tensors made without one (default <see cref="float32"/>).</summary>
    public static void set_default_dtype(ScalarType dtype) => s_defaultType =
        is_floating_point(dtype) ? dtype : throw new ArgumentException($"only floating-point types are supported as the default type, not {dtype}");
}
