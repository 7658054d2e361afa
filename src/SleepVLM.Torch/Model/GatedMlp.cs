using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary><c>down(silu(gate(x)) * up(x))</c>, the feed-forward block of both towers.</summary>
public sealed class GatedMlp : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> gate_proj, up_proj, down_proj;
    private readonly JointLinear? _joint;

    /// <param name="storage">How the weights are held.</param>
    /// <param name="width">Width of input and output.</param>
    /// <param name="hiddenWidth">Width between.</param>
    /// <param name="bias">The vision tower has biases, the language model has none.</param>
    public GatedMlp(WeightStorage storage, long width, long hiddenWidth, bool bias) : base(nameof(GatedMlp))
    {
        (var layers, _joint) = storage.Linears(width, bias, (nameof(gate_proj), hiddenWidth), (nameof(up_proj), hiddenWidth));
        (gate_proj, up_proj) = (layers[0], layers[1]);
        down_proj = storage.Linear(nameof(down_proj), hiddenWidth, width, bias);
        RegisterComponents();
    }

    /// <summary>Takes the weights as they are now for good.</summary>
    public void Settle() => _joint?.Settle();

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var (gate, up) = _joint?.Of(x) is [var first, var second] ? (first, second) : (gate_proj.call(x), up_proj.call(x));
        return down_proj.call(RowKernels.Takes(gate) ? RowKernels.Gated(gate, up) : nn.functional.silu(gate) * up);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _joint?.Dispose();
        base.Dispose(disposing);
    }
}
