using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>What every layer of one forward pass shares.</summary>
/// <param name="Rotary">Angles of the new tokens, <c>[batch or 1, new, head width]</c>.</param>
/// <param name="Mask">Added to the scores, <c>[new, all]</c> or wider; null for plain causal attention without a cache, or for a single new token that sees all.</param>
/// <param name="Cache">Earlier tokens; null when the whole sequence is given at once.</param>
/// <param name="LastAlone">Only what comes of the last token is wanted: the last layer then asks for nothing else. Needs a cache.</param>
/// <param name="InOrder">Each new token sees its sequence up to itself; the mask, where there is one, says no more than that.</param>
public sealed record DecoderPass(RotaryTable Rotary, Tensor? Mask, IKeyValueStore? Cache, bool LastAlone = false, bool InOrder = false);

/// <summary>Keys and values of earlier tokens.</summary>
public interface IKeyValueStore
{
    /// <summary>Takes the new keys and values of one layer, <c>[batch, heads, new, width]</c>; returns those of all tokens.</summary>
    (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values);

    /// <summary>Where one layer's keys and values lie, for an attention that writes there itself; null where none can.</summary>
    CacheRows? Rows(int layer) => null;

    /// <summary>So many first tokens are the same in all sequences.</summary>
    long Shared => 0;

    /// <summary>Counts tokens that all layers have appended.</summary>
    void Advance(long added);
}

/// <summary>One layer of the language model.</summary>
public sealed class DecoderLayer : nn.Module<Tensor, DecoderPass, Tensor>
{
    private readonly RmsNorm input_layernorm, post_attention_layernorm;
    private readonly GroupedQueryAttention self_attn;
    private readonly GatedMlp mlp;

    /// <param name="storage">How the weights are held.</param>
    /// <param name="config">The model's configuration.</param>
    /// <param name="layer">Position in the stack, from 0.</param>
    public DecoderLayer(WeightStorage storage, Qwen25VlConfig config, int layer) : base(nameof(DecoderLayer))
    {
        input_layernorm = new RmsNorm(storage, config.HiddenSize, config.RmsNormEps);
        post_attention_layernorm = new RmsNorm(storage, config.HiddenSize, config.RmsNormEps);
        self_attn = new GroupedQueryAttention(storage.Below(nameof(self_attn)), config, layer);
        mlp = new GatedMlp(storage.Below(nameof(mlp)), config.HiddenSize, config.IntermediateSize, bias: false);
        RegisterComponents();
    }

    /// <summary><c>[batch, new, width]</c> to the same, or to <c>[batch, 1, width]</c>.</summary>
    public override Tensor forward(Tensor x, DecoderPass pass)
    {
        var attended = self_attn.call(input_layernorm.call(x), pass);
        x = x.narrow(1, x.shape[1] - attended.shape[1], attended.shape[1]) + attended;
        return x + mlp.call(post_attention_layernorm.call(x));
    }
}

/// <summary>Causal attention in which several query heads share one key-value head.</summary>
public sealed class GroupedQueryAttention : nn.Module<Tensor, DecoderPass, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> q_proj, k_proj, v_proj, o_proj;
    private readonly JointLinear? _joint;
    // The queries that share keys stand as rows of one product up to so many.
    private const long MostRows = 1024;

    private readonly int _layer;
    private readonly bool _isLast;
    private readonly long _heads, _sharedHeads, _headWidth;

    /// <param name="storage">How the weights are held.</param>
    /// <param name="config">The model's configuration.</param>
    /// <param name="layer">Position in the stack, from 0.</param>
    public GroupedQueryAttention(WeightStorage storage, Qwen25VlConfig config, int layer) : base(nameof(GroupedQueryAttention))
    {
        (_layer, _isLast) = (layer, layer == config.NumHiddenLayers - 1);
        (_heads, _sharedHeads, _headWidth) = (config.NumAttentionHeads, config.NumKeyValueHeads, config.HeadWidth);
        var (wide, narrow) = (_heads * _headWidth, _sharedHeads * _headWidth);
        (var layers, _joint) = storage.Linears(config.HiddenSize, bias: true, (nameof(q_proj), wide), (nameof(k_proj), narrow), (nameof(v_proj), narrow));
        (q_proj, k_proj, v_proj) = (layers[0], layers[1], layers[2]);
        o_proj = storage.Linear(nameof(o_proj), _heads * _headWidth, config.HiddenSize, bias: false);
        RegisterComponents();
    }

    /// <summary>Takes the weights as they are now for good.</summary>
    public void Settle() => _joint?.Settle();

    /// <summary><c>[batch, new, width]</c> to the same, or to <c>[batch, 1, width]</c>.</summary>
    public override Tensor forward(Tensor x, DecoderPass pass)
    {
        if (pass.InOrder && OrderedAttention.Takes(x, _headWidth, _heads / _sharedHeads) && pass.Cache?.Rows(_layer) is { } rows)
            return o_proj.call(OrderedAttention.Of(q_proj.call(pass.LastAlone && _isLast ? Last(x, 1) : x), k_proj.call(x), v_proj.call(x), pass.Rotary, rows));
        var isLastAlone = pass.LastAlone && _isLast && x.shape[1] > 1;
        var (asked, keys, values) = Project(x, isLastAlone);
        var k = pass.Rotary.Apply(Heads(keys, _sharedHeads), 1);                  // (B, shared, new, hw)
        var v = Heads(values, _sharedHeads);
        if (isLastAlone) (x, pass) = (Last(x, 1), pass with { Rotary = new RotaryTable(Last(pass.Rotary.Cos, 1), Last(pass.Rotary.Sin, 1)), Mask = OfLast(pass.Mask) });
        var q = pass.Rotary.Apply(Heads(asked, _heads), 1);                       // (B, heads, new, hw)
        if (pass.Cache is not null) (k, v) = pass.Cache.Append(_layer, k, v);
        var isFew = pass.Cache is not null && (x.shape[1] == 1 || (x.shape[1] * _heads <= MostRows * _sharedHeads && pass.Mask is not null));
        return o_proj.call(isFew ? AttendFew(q, k, v, pass) : AttendMany(q, k, v, pass));
    }

    private (Tensor Queries, Tensor Keys, Tensor Values) Project(Tensor x, bool lastAlone) =>
        !lastAlone && _joint?.Of(x) is [var q, var k, var v] ? (q, k, v) : (q_proj.call(lastAlone ? Last(x, 1) : x), k_proj.call(x), v_proj.call(x));

    private static Tensor Last(Tensor x, int axis) => x.narrow(axis, x.shape[axis] - 1, 1);

    // The last token sees all, unless sequences differ in length.
    private static Tensor? OfLast(Tensor? mask) => mask is null || mask.dim() == 2 ? null : Last(mask, 2);

    private Tensor Heads(Tensor x, long heads) => x.view(x.shape[0], x.shape[1], heads, _headWidth).transpose(1, 2);

    private Tensor AttendMany(Tensor q, Tensor k, Tensor v, DecoderPass pass)
    {
        var y = Attention.Of(q, Repeat(k), Repeat(v), pass.Mask, causal: pass.Mask is null);
        return y.transpose(1, 2).reshape(q.shape[0], q.shape[2], _heads * _headWidth);
    }

    // The group's query heads stand as rows of one product, so keys and values are read once and never repeated in memory.
    private Tensor AttendFew(Tensor q, Tensor k, Tensor v, DecoderPass pass)
    {
        var (group, few, mask) = (_heads / _sharedHeads, q.shape[2], pass.Mask);
        var rows = q.reshape(q.shape[0], _sharedHeads, group * few, _headWidth);
        var y = Attention.OfFew(rows, k, v, mask is null || few == 1 ? mask : cat([.. Enumerable.Repeat(mask, (int)group)], -2), pass.InOrder ? pass.Cache!.Shared : 0);
        return y.view(q.shape[0], _heads, few, _headWidth).transpose(1, 2).reshape(q.shape[0], few, _heads * _headWidth);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _joint?.Dispose();
        base.Dispose(disposing);
    }

    private Tensor Repeat(Tensor x)
    {
        var (batch, length, times) = (x.shape[0], x.shape[2], _heads / _sharedHeads);
        return x.unsqueeze(2).expand(batch, _sharedHeads, times, length, _headWidth).reshape(batch, _heads, length, _headWidth);
    }
}
