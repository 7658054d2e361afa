using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Tensors in binary streams: element type, dimensions, elements.</summary>
public static partial class TensorExtensionMethods
{
    /// <summary>Writes the tensor.</summary>
    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        using var scope = NewDisposeScope();
        var local = tensor.detach();
        var packed = local.cpu().contiguous();
        writer.Encode((long)(sbyte)packed.dtype);
        var shape = packed.shape;
        writer.Encode(shape.Length);
        foreach (var extent in shape) writer.Encode(extent);
        writer.Write(packed.bytes);
    }

    /// <summary>Reads into the tensor, which must have the type and shape of what was written.</summary>
    /// <exception cref="ArgumentException">Type or shape differ.</exception>
    /// <exception cref="EndOfStreamException">The stream ends early.</exception>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        using var loaded = Load(reader);
        if (skip) return;
        if (loaded.dtype != tensor.dtype) throw new ArgumentException($"Mismatched tensor data types while loading: {loaded.dtype} into {tensor.dtype}.");
        if (!loaded.shape.AsSpan().SequenceEqual(tensor.shape))
            throw new ArgumentException($"Mismatched tensor shape while loading: [{string.Join(", ", loaded.shape)}] into [{string.Join(", ", tensor.shape)}].");
        using var unrecorded = no_grad();
        tensor.copy_(loaded);
    }

    /// <summary>Reads a tensor.</summary>
    /// <exception cref="EndOfStreamException">The stream ends early.</exception>
    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        var type = (ScalarType)reader.Decode();
        if (!Enum.IsDefined(type)) throw new InvalidDataException($"not an element type: {(sbyte)type}");
        var rank = reader.Decode();
        if (rank is < 0 or > 64) throw new InvalidDataException($"not a number of dimensions: {rank}");
        var shape = new long[rank];
        for (var i = 0; i < shape.Length; i++) shape[i] = reader.Decode();
        var tensor = empty(shape, type);
        reader.BaseStream.ReadExactly(tensor.bytes);
        return tensor;
    }
}
