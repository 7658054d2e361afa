using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary><c>x W^T + b</c> with W in bfloat16, multiplied in float32 a tile at a time: for processors that are slow at bfloat16.</summary>
public sealed class HalfLinear : nn.Module<Tensor, Tensor>
{
    private const long TileElements = 1L << 23;

    // Up to this many rows of x, libtorch's loop takes less than widening the weights.
    private const long FewRows = 2;

    private readonly Parameter weight;
    private readonly Parameter? bias;

    /// <param name="weight"><c>[outputs, inputs]</c>.</param>
    /// <param name="bias"><c>[outputs]</c>, or null.</param>
    public HalfLinear(Parameter weight, Parameter? bias) : base(nameof(HalfLinear))
    {
        (this.weight, this.bias) = (weight, bias);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => Multiply(x, weight, bias);

    /// <summary>Whether a product of this type is taken in tiles here.</summary>
    internal static bool IsNeeded(ScalarType dtype, Device device) => dtype == ScalarType.BFloat16 && device.type == TorchSharp.DeviceType.CPU && !Precision.HasFastHalves;

    /// <summary><c>x W^T + b</c> in the type of x, however that is fast here.</summary>
    internal static Tensor Multiply(Tensor x, Tensor weight, Tensor? bias = null)
    {
        if (!IsNeeded(x.dtype, x.device) || x.numel() <= FewRows * x.shape[^1]) return nn.functional.linear(x, weight, bias);
        var wide = x.to(ScalarType.Float32);
        var (outputs, rows) = (weight.shape[0], Math.Max(1, TileElements / weight.shape[1]));
        var parts = new List<Tensor>();
        for (var first = 0L; first < outputs; first += rows)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(rows, outputs - first);
            var y = nn.functional.linear(wide, weight.narrow(0, first, count).to(ScalarType.Float32), bias?.narrow(0, first, count).to(ScalarType.Float32));
            parts.Add(y.to(x.dtype).MoveToOuterDisposeScope());
        }

        return parts.Count == 1 ? parts[0] : cat([.. parts], -1);
    }
}
