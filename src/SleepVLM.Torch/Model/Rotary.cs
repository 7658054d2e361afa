using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Cosines and sines of rotary angles, each <c>[batch or 1, length, head width]</c> or <c>[length, head width]</c>, float32, or float64 for a model in it.</summary>
public sealed record RotaryTable(Tensor Cos, Tensor Sin) : IDisposable
{
    /// <summary>
    /// Builds a table from the angles of one half of the head; the other half repeats them.
    /// </summary>
    /// <param name="angles">Row-major, last dimension half the head width.</param>
    /// <param name="leading">Sizes of the leading dimensions.</param>
    /// <param name="halfWidth">Half the head width.</param>
    /// <param name="device">Where the table is used.</param>
    /// <param name="dtype">Element type of the model.</param>
    public static RotaryTable FromAngles(ReadOnlySpan<double> angles, ReadOnlySpan<long> leading, int halfWidth, Device device, ScalarType dtype)
    {
        var cos = new double[angles.Length * 2];
        var sin = new double[angles.Length * 2];
        for (var i = 0; i < angles.Length; i++)
        {
            var at = i / halfWidth * 2 * halfWidth + i % halfWidth;
            cos[at] = cos[at + halfWidth] = Math.Cos(angles[i]);
            sin[at] = sin[at + halfWidth] = Math.Sin(angles[i]);
        }

        long[] shape = [.. leading, 2 * halfWidth];
        return new RotaryTable(
            tensor(cos, shape, dtype: Precision.Wide(dtype), device: device), tensor(sin, shape, dtype: Precision.Wide(dtype), device: device));
    }

    /// <summary>Angle per position, <c>theta ^ -exponent</c>; rounded to float32 as the reference holds it, unless the model is in float64.</summary>
    public static double Frequency(double theta, double exponent, ScalarType dtype)
    {
        var frequency = 1 / Math.Pow(theta, exponent);
        return Precision.Wide(dtype) == ScalarType.Float64 ? frequency : (float)frequency;
    }

    /// <summary>The same table, which then outlives the scope it was made in.</summary>
    public RotaryTable Kept() => new(Cos.DetachFromDisposeScope(), Sin.DetachFromDisposeScope());

    /// <inheritdoc/>
    public void Dispose()
    {
        Cos.Dispose();
        Sin.Dispose();
    }

    /// <summary>Rotates <paramref name="x"/> in the table's precision; <paramref name="headAxis"/> is where the heads stand.</summary>
    public Tensor Apply(Tensor x, int headAxis)
    {
        var wide = x.to(Cos.dtype);
        var half = x.shape[^1] / 2;
        var turned = cat([-wide.narrow(-1, half, half), wide.narrow(-1, 0, half)], -1);
        return (wide * Cos.unsqueeze(headAxis) + turned * Sin.unsqueeze(headAxis)).to(x.dtype);
    }
}
