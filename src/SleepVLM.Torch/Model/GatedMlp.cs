using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary><c>down(silu(gate(x)) * up(x))</c>, the feed-forward block of both towers.</summary>
public sealed class GatedMlp : nn.Module<Tensor, Tensor>
{
    private readonly Linear gate_proj, up_proj, down_proj;

    /// <param name="width">Width of input and output.</param>
    /// <param name="hiddenWidth">Width between.</param>
    /// <param name="bias">The vision tower has biases, the language model has none.</param>
    public GatedMlp(long width, long hiddenWidth, bool bias) : base(nameof(GatedMlp))
    {
        gate_proj = nn.Linear(width, hiddenWidth, bias);
        up_proj = nn.Linear(width, hiddenWidth, bias);
        down_proj = nn.Linear(hiddenWidth, width, bias);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => down_proj.call(nn.functional.silu(gate_proj.call(x)) * up_proj.call(x));
}
