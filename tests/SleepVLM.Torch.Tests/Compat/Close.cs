using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat;

/// <summary>Compares tensors with numbers computed elsewhere.</summary>
internal static class Close
{
    internal static double[] Values(Tensor tensor) => tensor.detach().to(float64).contiguous().data<double>().ToArray();

    internal static void To(double[] expected, Tensor actual, double tolerance = 1e-6)
    {
        var values = Values(actual);
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < expected.Length; i++)
            if (double.IsNaN(expected[i])) Assert.True(double.IsNaN(values[i]), $"element {i}: {values[i]}");
            else Assert.Equal(expected[i], values[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }

    internal static void To(double[] expected, long[] shape, Tensor actual, double tolerance = 1e-6)
    {
        Assert.Equal(shape, actual.shape);
        To(expected, actual, tolerance);
    }
}
