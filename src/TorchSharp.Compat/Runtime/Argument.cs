using static TorchSharp.torch;

namespace TorchSharp.Compat;

/// <summary>One argument of an operator call; converts from whatever the operators take, so that a call reads like the schema.</summary>
/// <remarks>Holds the tensor itself and not its handle, so that no finalizer can free it while the call runs.</remarks>
internal readonly struct Argument
{
    internal readonly object? Owner;
    internal readonly long Bits;
    internal readonly int Count;
    internal readonly ValueKind Kind;

    private Argument(ValueKind kind, long bits = 0, object? owner = null, int count = 0) =>
        (Kind, Bits, Owner, Count) = (kind, bits, owner, count);

    internal static Argument None => default;

    public static implicit operator Argument(Tensor? tensor) =>
        tensor is null ? default : new(ValueKind.Tensor, tensor.Handle, tensor);

    public static implicit operator Argument(int value) => new(ValueKind.Int, value);
    public static implicit operator Argument(long value) => new(ValueKind.Int, value);
    public static implicit operator Argument(long? value) => value is { } given ? new(ValueKind.Int, given) : default;
    public static implicit operator Argument(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Argument(double? value) => value is { } given ? given : default(Argument);
    public static implicit operator Argument(bool value) => new(ValueKind.Bool, value ? 1 : 0);
    public static implicit operator Argument(ScalarType dtype) => new(ValueKind.Int, (long)dtype);
    public static implicit operator Argument(ScalarType? dtype) => dtype is { } given ? given : default(Argument);
    public static implicit operator Argument(Device? device) =>
        device is null ? default : new(ValueKind.Device, (long)device.type, count: device.index);
    public static implicit operator Argument(Scalar? scalar) => scalar is null ? default : new(scalar.Kind, scalar.Bits);
    public static implicit operator Argument(long[]? values) => values is null ? default : new(ValueKind.Ints, owner: values, count: values.Length);
    public static implicit operator Argument(double[]? values) =>
        values is null ? default : new(ValueKind.Doubles, owner: values, count: values.Length);
    public static implicit operator Argument(Tensor[] tensors) => new(ValueKind.Tensors, owner: tensors, count: tensors.Length);
    public static implicit operator Argument(byte[] utf8) => new(ValueKind.String, owner: utf8, count: utf8.Length);

    /// <summary>A list in which a tensor may be missing, as indexing takes.</summary>
    internal static Argument Optional(Tensor?[] tensors) => new(ValueKind.OptionalTensors, owner: tensors, count: tensors.Length);

    /// <summary>How many 8-byte words of scratch the call needs for this argument.</summary>
    internal int Words => Kind switch
    {
        ValueKind.Ints or ValueKind.Doubles or ValueKind.Tensors or ValueKind.OptionalTensors => Count,
        ValueKind.String => (Count + 7) / 8,
        _ => 0,
    };

    /// <summary>Writes the native form; a list is copied to <paramref name="scratch"/>, which must outlive the call.</summary>
    internal unsafe void Write(ref NativeValue value, long* scratch)
    {
        value.Kind = Kind;
        value.Count = Count;
        value.Integer = Words > 0 ? (long)scratch : Bits;
        switch (Kind)
        {
            case ValueKind.Ints:
                ((long[])Owner!).CopyTo(new Span<long>(scratch, Count));
                break;
            case ValueKind.Doubles:
                ((double[])Owner!).CopyTo(new Span<double>(scratch, Count));
                break;
            case ValueKind.Tensors or ValueKind.OptionalTensors:
                var tensors = (Tensor?[])Owner!;
                for (var i = 0; i < tensors.Length; i++) scratch[i] = tensors[i]?.Handle ?? 0;
                break;
            case ValueKind.String:
                ((byte[])Owner!).CopyTo(new Span<byte>(scratch, Count));
                break;
        }
    }
}
