using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Copies tensors of a checkpoint into a model, a piece at a time; what is stored in another precision is converted on the way.</summary>
internal static class WeightFiller
{
    /// <summary>Fills a tensor.</summary>
    /// <param name="target">Of the shape that the checkpoint has, on any device.</param>
    /// <param name="checkpoint">The files.</param>
    /// <param name="name">Canonical name.</param>
    /// <exception cref="WeightFormatException">A number is infinite or none, or the tensor does not fit into 2 GB in the model's precision.</exception>
    public static void Fill(Tensor target, Checkpoint checkpoint, string name)
    {
        if (target.numel() * target.element_size() > int.MaxValue)
            throw new WeightFormatException(checkpoint.FileOf(name), name, null, "at most 2 GB", $"{target.numel() * target.element_size()} bytes as {target.dtype}");
        if (target.is_cpu())
        {
            FillHost(target, checkpoint, name);
            return;
        }

        using var host = empty(target.shape, target.dtype);
        FillHost(host, checkpoint, name);
        target.copy_(host);
    }

    /// <summary>Reads a tensor without keeping it; what is wrong with its numbers, or null.</summary>
    public static WeightFormatException? FirstBad(Checkpoint checkpoint, string name)
    {
        WeightFormatException? problem = null;
        checkpoint.Read(name, (bytes, first) => problem ??= NotFinite(checkpoint, name, bytes, first));
        return problem;
    }

    private static WeightFormatException? NotFinite(Checkpoint checkpoint, string name, ReadOnlySpan<byte> bytes, long first)
    {
        var entry = checkpoint.Tensors[name];
        var bad = ElementConversion.FirstNotFinite(entry.Dtype, bytes);
        return bad < 0
            ? null
            : new WeightFormatException(checkpoint.FileOf(name), entry.Name, null, $"finite numbers of shape [{string.Join(", ", entry.Shape)}]", $"element {first + bad} infinite or not a number");
    }

    private static void FillHost(Tensor target, Checkpoint checkpoint, string name)
    {
        var entry = checkpoint.Tensors[name];
        var wanted = StoredAs(target.dtype);
        checkpoint.Read(name, (bytes, first) =>
        {
            if (NotFinite(checkpoint, name, bytes, first) is { } problem) throw problem;
            var (width, count) = ((int)target.element_size(), bytes.Length / TensorEntry.SizeOf(entry.Dtype));
            var destination = target.bytes.Slice((int)(first * width), count * width);
            if (wanted == entry.Dtype)
            {
                bytes.CopyTo(destination);
                return;
            }

            ElementConversion.Convert(entry.Dtype, bytes, wanted, destination);
        });
    }

    private static string StoredAs(ScalarType dtype) => dtype switch
    {
        ScalarType.BFloat16 => "BF16",
        ScalarType.Float16 => "F16",
        ScalarType.Float32 => "F32",
        ScalarType.Float64 => "F64",
        ScalarType.Int32 => "I32",
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "no weights are held as"),
    };
}
