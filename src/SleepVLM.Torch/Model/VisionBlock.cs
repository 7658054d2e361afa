using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>One block of the vision tower: attention within segments, then a gated feed-forward, each behind a norm and added back.</summary>
public sealed class VisionBlock : nn.Module<Tensor, VisionLayout, Tensor>
{
    private readonly RmsNorm norm1, norm2;
    private readonly VisionAttention attn;
    private readonly GatedMlp mlp;
    private readonly bool _fullAttention;

    /// <param name="storage">How the weights are held.</param>
    /// <param name="config">The vision half of the configuration.</param>
    /// <param name="fullAttention">Whether patches attend over their whole image or over their window.</param>
    public VisionBlock(WeightStorage storage, VisionConfig config, bool fullAttention) : base(nameof(VisionBlock))
    {
        _fullAttention = fullAttention;
        norm1 = new RmsNorm(storage, config.HiddenSize, VisionTower.NormEpsilon);
        norm2 = new RmsNorm(storage, config.HiddenSize, VisionTower.NormEpsilon);
        attn = new VisionAttention(storage.Below(nameof(attn)), config.HiddenSize, config.NumHeads);
        mlp = new GatedMlp(storage.Below(nameof(mlp)), config.HiddenSize, config.IntermediateSize, bias: true);
        RegisterComponents();
    }

    /// <summary><c>[patches, width]</c> to the same.</summary>
    public override Tensor forward(Tensor x, VisionLayout layout)
    {
        x = x + attn.call(norm1.call(x), layout.Rotary, _fullAttention ? layout.Frames : layout.Windows);
        return x + mlp.call(norm2.call(x));
    }
}

/// <summary>Multi-head attention of patches with two-dimensional rotary positions.</summary>
public sealed class VisionAttention : nn.Module<Tensor, RotaryTable, IReadOnlyList<SegmentRun>, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> qkv, proj;
    private readonly long _heads;

    /// <param name="storage">How the weights are held.</param>
    /// <param name="width">Width of the tower.</param>
    /// <param name="heads">Attention heads.</param>
    public VisionAttention(WeightStorage storage, long width, long heads) : base(nameof(VisionAttention))
    {
        _heads = heads;
        qkv = storage.Linear(nameof(qkv), width, 3 * width);
        proj = storage.Linear(nameof(proj), width, width);
        RegisterComponents();
    }

    /// <summary><c>[patches, width]</c> to the same; patches of different segments do not see each other.</summary>
    public override Tensor forward(Tensor x, RotaryTable rotary, IReadOnlyList<SegmentRun> segments)
    {
        var (patches, width) = (x.shape[0], x.shape[1]);
        var parts = qkv.call(x).view(patches, 3, _heads, width / _heads);
        var q = rotary.Apply(parts.select(1, 0), 1);                      // (patches, heads, head width)
        var k = rotary.Apply(parts.select(1, 1), 1);
        var v = parts.select(1, 2);
        var attended = segments.Select(s => Attend(Split(q, s), Split(k, s), Split(v, s))).ToArray();
        return proj.call(attended.Length == 1 ? attended[0] : cat(attended, 0));
    }

    private static Tensor Split(Tensor x, SegmentRun s) =>
        x.narrow(0, s.Start, (long)s.Count * s.Length).view(s.Count, s.Length, x.shape[1], x.shape[2]).transpose(1, 2);

    private static Tensor Attend(Tensor q, Tensor k, Tensor v) =>         // (segments, heads, length, head width)
        Attention.Of(q, k, v).transpose(1, 2).reshape(q.shape[0] * q.shape[2], q.shape[1] * q.shape[3]);
}
