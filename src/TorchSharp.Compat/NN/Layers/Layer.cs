using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Starting values that several layers share.</summary>
internal static class Layer
{
    /// <summary>Uniform within 1/sqrt(fan-in): PyTorch's start for the weights and biases of linear and convolution layers.</summary>
    internal static Parameter Weight(long[] shape, long fanIn, Device? device, ScalarType? dtype)
    {
        using var values = empty(shape, dtype, device);
        var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        return new Parameter(nn.init.uniform_(values, -bound, bound));
    }

    /// <summary>All one number.</summary>
    internal static Parameter Constant(long[] shape, double value, Device? device, ScalarType? dtype)
    {
        using var values = full(shape, value, dtype ?? get_default_dtype(), device);
        return new Parameter(values);
    }
}
