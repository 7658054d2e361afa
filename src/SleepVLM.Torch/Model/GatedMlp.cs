using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary><c>down(silu(gate(x)) * up(x))</c>, the feed-forward block of both towers.</summary>
public sealed class GatedMlp : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> gate_proj, up_proj, down_proj;

    /// <param name="storage">How the weights are held.</param>
    /// <param name="width">Width of input and output.</param>
    /// <param name="hiddenWidth">Width between.</param>
    /// <param name="bias">The vision tower has biases, the language model has none.</param>
    public GatedMlp(WeightStorage storage, long width, long hiddenWidth, bool bias) : base(nameof(GatedMlp))
    {
        gate_proj = storage.Linear(nameof(gate_proj), width, hiddenWidth, bias);
        up_proj = storage.Linear(nameof(up_proj), width, hiddenWidth, bias);
        down_proj = storage.Linear(nameof(down_proj), hiddenWidth, width, bias);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var (gate, up) = (gate_proj.call(x), up_proj.call(x));
        return down_proj.call(RowKernels.Takes(gate) ? RowKernels.Gated(gate, up) : nn.functional.silu(gate) * up);
    }
}
