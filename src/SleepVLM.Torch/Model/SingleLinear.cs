using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary><c>x W^T + b</c> in float32 on a processor. A layer that learns no more multiplies few rows in a layout of its own.</summary>
public sealed class SingleLinear : nn.Module<Tensor, Tensor>
{
    // With more rows, laying the weight out anew no longer counts.
    private const long FewRows = 256;

    private readonly Parameter weight;
    private readonly Parameter? bias;
    private WeightPanels? _panels;

    /// <param name="weight"><c>[outputs, inputs]</c>.</param>
    /// <param name="bias"><c>[outputs]</c>, or null.</param>
    public SingleLinear(Parameter weight, Parameter? bias) : base(nameof(SingleLinear))
    {
        (this.weight, this.bias) = (weight, bias);
        RegisterComponents();
    }

    /// <summary>Takes the weights as they are now for good.</summary>
    public void Settle() => _panels = new WeightPanels(Values(weight), bias is null ? [] : Values(bias), (int)weight.shape[1]);

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        if (_panels is null || x.numel() > FewRows * x.shape[^1] || is_grad_enabled()) return nn.functional.linear(x, weight, bias);
        var rows = x.contiguous();
        var y = empty([.. x.shape[..^1], _panels.Outputs], ScalarType.Float32);
        Multiply(_panels, rows, y);
        return y;
    }

    private static unsafe void Multiply(WeightPanels panels, Tensor x, Tensor y)
    {
        fixed (byte* from = x.bytes, to = y.bytes) panels.Multiply((float*)from, (float*)to, (int)(x.numel() / x.shape[^1]));
    }

    private static ReadOnlySpan<float> Values(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
