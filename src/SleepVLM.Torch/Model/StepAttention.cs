using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Where one layer's keys and values lie for the sequences of a step.</summary>
/// <param name="Keys"><c>[rows, heads, capacity, head width]</c>, contiguous.</param>
/// <param name="Values">The same.</param>
/// <param name="FirstRow">Row of the step's first sequence; the others follow.</param>
/// <param name="Lengths">Tokens that each of these sequences holds.</param>
/// <param name="Shared">So many first tokens are the same in all rows.</param>
public sealed record CacheRows(Tensor Keys, Tensor Values, int FirstRow, IReadOnlyList<long> Lengths, long Shared = 0);

/// <summary>
/// One new token of each sequence, in float32 on a processor: turns query and key, appends key and value, and attends over all in one go, where libtorch
/// takes a dozen operators and copies.
/// </summary>
internal static unsafe class StepAttention
{
    // Fewer products than this are done before another thread has woken up.
    private const long FewProducts = 1 << 15;

    /// <summary>Whether this input can be taken.</summary>
    /// <param name="x">The layer's input, <c>[batch, new, width]</c>.</param>
    /// <param name="headWidth">Width of a head.</param>
    /// <param name="group">Heads that share keys and values.</param>
    public static bool Takes(Tensor x, long headWidth, long group) =>
        x.shape[1] == 1 && x.is_cpu() && x.dtype == ScalarType.Float32 && !is_grad_enabled()
        && headWidth % HeadAttention.Columns == 0 && group % HeadAttention.Heads == 0 && Vector256.IsHardwareAccelerated;

    /// <summary>What the new tokens see, <c>[batch, 1, heads * head width]</c>; the cache then holds them, not yet counted.</summary>
    /// <param name="q">Queries as projected, <c>[batch, 1, heads * head width]</c>.</param>
    /// <param name="k">Keys as projected, <c>[batch, 1, shared heads * head width]</c>.</param>
    /// <param name="v">Values, the same.</param>
    /// <param name="rotary">Angles of the new tokens, <c>[batch or 1, 1, head width]</c>.</param>
    /// <param name="rows">The layer's part of the cache.</param>
    public static Tensor Of(Tensor q, Tensor k, Tensor v, RotaryTable rotary, CacheRows rows)
    {
        var (units, heads, width) = ((int)(q.shape[0] * rows.Keys.shape[1]), (int)rows.Keys.shape[1], (int)rows.Keys.shape[3]);
        var (group, row) = ((int)(q.shape[2] / (heads * width)), heads * rows.Keys.shape[2] * width);
        var seen = empty([q.shape[0], 1, q.shape[2]], ScalarType.Float32);
        var (cos, sin) = (rotary.Cos.contiguous(), rotary.Sin.contiguous());
        var turn = cos.shape[0] == 1 ? 0 : width;
        fixed (byte* qs = q.bytes, ks = k.bytes, vs = v.bytes, cs = cos.bytes, ss = sin.bytes, keyBytes = rows.Keys.bytes, valueBytes = rows.Values.bytes, outs = seen.bytes)
        {
            var (query, key, value, cosine, sine, keys, values, to) = ((nint)qs, (nint)ks, (nint)vs, (nint)cs, (nint)ss, (nint)keyBytes, (nint)valueBytes, (nint)outs);
            void Attend(int unit)
            {
                var (sequence, head) = (unit / heads, unit % heads);
                var (first, length) = ((rows.FirstRow * row) + (head * rows.Keys.shape[2] * width), (int)rows.Lengths[sequence]);
                var own = first + (sequence * row);
                var angles = new HeadAngles((float*)cosine + (sequence * turn), (float*)sine + (sequence * turn), width);
                angles.Turn((float*)key + (unit * width), (float*)keys + own + (length * width), 1);
                new ReadOnlySpan<float>((float*)value + (unit * width), width).CopyTo(new Span<float>((float*)values + own + (length * width), width));
                var shared = (int)Math.Min(rows.Shared, length);
                new HeadAttention(width, new((float*)keys + first, (float*)keys + own), new((float*)values + first, (float*)values + own), shared, length + 1)
                    .Attend((float*)query + (unit * group * width), group, angles, (float*)to + (unit * group * width));
            }

            if (units * rows.Lengths.Max() * group * width <= FewProducts) for (var unit = 0; unit < units; unit++) Attend(unit);
            else Parallel.For(0, units, Attend);
        }

        return seen;
    }
}
