using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Model;

/// <summary>Where one layer's keys and values lie for the sequences of a pass.</summary>
/// <param name="Keys"><c>[rows, heads, capacity, head width]</c>, contiguous.</param>
/// <param name="Values">The same.</param>
/// <param name="FirstRow">Row of the first sequence; the others follow.</param>
/// <param name="Lengths">Tokens that each of these sequences holds.</param>
/// <param name="Shared">So many first tokens are the same in all rows.</param>
public sealed record CacheRows(Tensor Keys, Tensor Values, int FirstRow, IReadOnlyList<long> Lengths, long Shared = 0);

/// <summary>
/// New tokens of several sequences, each of which sees its sequence up to itself, in float32 on a processor: turns queries and keys, appends keys and values,
/// and attends without ever holding all scores, where libtorch takes a dozen operators and copies.
/// </summary>
internal static unsafe class OrderedAttention
{
    // Tokens of a sequence that one thread takes at a time.
    private const int Block = 16;

    // Fewer products than this are done before another thread has woken up.
    private const long FewProducts = 1 << 15;

    /// <summary>Whether this input can be taken.</summary>
    /// <param name="x">The layer's input.</param>
    /// <param name="headWidth">Width of a head.</param>
    /// <param name="group">Heads that share keys and values.</param>
    public static bool Takes(Tensor x, long headWidth, long group) =>
        RowKernels.Takes(x) && headWidth % HeadAttention.Columns == 0 && group % HeadAttention.Heads == 0 && Vector256.IsHardwareAccelerated;

    /// <summary>What the last of the new tokens see, <c>[batch, asked, heads * head width]</c>; the cache then holds the new tokens, not yet counted.</summary>
    /// <param name="q">Queries as projected, of the last tokens, <c>[batch, asked, heads * head width]</c>.</param>
    /// <param name="k">Keys as projected, <c>[batch, new, shared heads * head width]</c>.</param>
    /// <param name="v">Values, the same.</param>
    /// <param name="rotary">Angles of the new tokens, <c>[batch or 1, new, head width]</c>.</param>
    /// <param name="rows">The layer's part of the cache.</param>
    /// <exception cref="ArgumentException">The cache has no room for the new tokens.</exception>
    public static Tensor Of(Tensor q, Tensor k, Tensor v, RotaryTable rotary, CacheRows rows)
    {
        if (rows.Lengths.Max() + k.shape[1] > rows.Keys.shape[2])
            throw new ArgumentException($"{k.shape[1]} tokens behind {rows.Lengths.Max()} do not fit into a cache of {rows.Keys.shape[2]}", nameof(rows));
        var seen = empty(q.shape, ScalarType.Float32);
        var (cos, sin) = (rotary.Cos.contiguous(), rotary.Sin.contiguous());
        var sizes = new Sizes(
            (int)q.shape[0], (int)k.shape[1], (int)q.shape[1], (int)rows.Keys.shape[1], (int)(q.shape[2] / k.shape[2]), (int)rows.Keys.shape[3], rows.Keys.shape[2], cos.shape[0] == 1);
        fixed (byte* qs = q.bytes, ks = k.bytes, vs = v.bytes, cosines = cos.bytes, sines = sin.bytes, keys = rows.Keys.bytes, values = rows.Values.bytes, outs = seen.bytes)
        {
            var places = new Places((float*)qs, (float*)ks, (float*)vs, (float*)cosines, (float*)sines, (float*)keys, (float*)values, (float*)outs);
            var (units, blocks) = (sizes.Batch * sizes.Heads, (sizes.Asked + Block - 1) / Block);
            Each(units, sizes.New * (long)sizes.Width, unit => Append(places, sizes, rows, unit));
            Each(units * blocks, rows.Lengths.Max() * sizes.Group * sizes.Width, part => Attend(places, sizes, rows, part / blocks, part % blocks * Block));
        }

        return seen;
    }

    private static void Each(int count, long products, Action<int> work)
    {
        if (count * products > FewProducts) Parallel.For(0, count, work);
        else for (var i = 0; i < count; i++) work(i);
    }

    private static void Append(Places at, Sizes sizes, CacheRows rows, int unit)
    {
        var (sequence, head) = (unit / sizes.Heads, unit % sizes.Heads);
        for (var i = 0; i < sizes.New; i++)
        {
            var (from, to) = ((((sequence * sizes.New) + i) * sizes.Heads + head) * sizes.Width, sizes.RowOf(rows.FirstRow + sequence, head) + ((rows.Lengths[sequence] + i) * sizes.Width));
            sizes.AnglesOf(at, sequence, i).Turn(at.Key + from, at.Keys + to, 1);
            new ReadOnlySpan<float>(at.Value + from, sizes.Width).CopyTo(new Span<float>(at.Values + to, sizes.Width));
        }
    }

    private static void Attend(Places at, Sizes sizes, CacheRows rows, int unit, int first)
    {
        var (sequence, head) = (unit / sizes.Heads, unit % sizes.Heads);
        var (shared, own) = (sizes.RowOf(rows.FirstRow, head), sizes.RowOf(rows.FirstRow + sequence, head));
        var attention = new HeadAttention(
            sizes.Width, new TokenPlaces(at.Keys + shared, at.Keys + own), new TokenPlaces(at.Values + shared, at.Values + own), (int)Math.Min(rows.Shared, rows.Lengths[sequence]));
        for (var i = first; i < Math.Min(sizes.Asked, first + Block); i++)
        {
            var (token, query) = (sizes.New - sizes.Asked + i, ((((sequence * sizes.Asked) + i) * sizes.Heads) + head) * sizes.Group * sizes.Width);
            attention.Attend(at.Query + query, sizes.Group, sizes.AnglesOf(at, sequence, token), (int)rows.Lengths[sequence] + token + 1, at.Seen + query);
        }
    }

    private readonly struct Places(float* query, float* key, float* value, float* cos, float* sin, float* keys, float* values, float* seen)
    {
        public float* Query => query;

        public float* Key => key;

        public float* Value => value;

        public float* Cos => cos;

        public float* Sin => sin;

        public float* Keys => keys;

        public float* Values => values;

        public float* Seen => seen;
    }

    private readonly record struct Sizes(int Batch, int New, int Asked, int Heads, int Group, int Width, long Capacity, bool SameAngles)
    {
        public long RowOf(int row, int head) => ((row * (long)Heads) + head) * Capacity * Width;

        public HeadAngles AnglesOf(Places at, int sequence, int token)
        {
            var place = (((SameAngles ? 0 : sequence) * New) + token) * Width;
            return new HeadAngles(at.Cos + place, at.Sin + place, Width);
        }
    }
}
