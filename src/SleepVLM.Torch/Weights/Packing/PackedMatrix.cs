using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SleepVLM.Torch.Weights.Packing;

/// <summary>A packed weight as it lies in memory: <c>W[o, i] = scale[g, o] * (q[i, o] - zero[g, o])</c> with i in group g.</summary>
/// <remarks>The memory must outlive the view. Words hold eight inputs of one output, lowest bits first; words of neighbouring outputs are neighbours.</remarks>
internal readonly unsafe struct PackedMatrix(int* words, int* zeros, float* scales, int inputs, int outputs, int groupSize, int zeroOffset)
{
    private const int Lanes = 16;
    private const int BlockOutputs = 512;

    // Decoded weights are centred, so that a symmetric checkpoint needs no correction for its zero points.
    private const int Centre = 8;

    private int Words => groupSize / PackedFormat.PerWord;

    /// <summary><c>y = W x</c> for one vector, in float32.</summary>
    /// <param name="x">As many as inputs.</param>
    /// <param name="y">As many as outputs.</param>
    public void Multiply(float* x, float* y)
    {
        var matrix = this;
        var block = Math.Min(BlockOutputs, Math.Max(Lanes, outputs / Environment.ProcessorCount / Lanes * Lanes));
        var blocks = (outputs + block - 1) / block;
        if (blocks == 1) MultiplyBlock(x, y, 0, outputs);
        else Parallel.For(0, blocks, i => matrix.MultiplyBlock(x, y, i * block, Math.Min(block, matrix.Outputs - (i * block))));
    }

    /// <summary>Writes <c>W^T</c> of some outputs, <c>[inputs, count]</c>, as float32 or bfloat16.</summary>
    /// <param name="first">First output.</param>
    /// <param name="count">How many.</param>
    /// <param name="destination">Where to; row-major.</param>
    /// <param name="asBFloat16">Halves rounded to nearest, ties to even, instead of singles.</param>
    public void Unpack(int first, int count, void* destination, bool asBFloat16)
    {
        var matrix = this;
        Parallel.For(0, inputs / groupSize, group => matrix.UnpackGroup(group, first, count, destination, asBFloat16));
    }

    private int Outputs => outputs;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyBlock(float* x, float* y, int first, int count)
    {
        var sums = stackalloc float[count];
        new Span<float>(y + first, count).Clear();
        for (var group = 0; group < inputs / groupSize; group++)
        {
            new Span<float>(sums, count).Clear();
            var total = 0f;
            for (var row = group * Words; row < (group + 1) * Words; row++)
            {
                AddRow(x + (row * PackedFormat.PerWord), words + ((long)row * outputs) + first, sums, count);
                for (var k = 0; k < PackedFormat.PerWord; k++) total += x[(row * PackedFormat.PerWord) + k];
            }

            var scale = scales + ((long)group * outputs) + first;
            for (var o = 0; o < count; o++) y[first + o] += scale[o] * (sums[o] - (Zero(group, first + o) * total));
        }
    }

    // Two accumulators, so that one product need not wait for the other. What is left behind 16 outputs is 8: outputs come in eights.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRow(float* x, int* row, float* sums, int count)
    {
        var o = 0;
        if (Avx512F.IsSupported)
            for (; o <= count - Vector512<int>.Count; o += Vector512<int>.Count)
            {
                var word = Vector512.Load(row + o);
                var (even, odd) = (Vector512.Load(sums + o), Vector512<float>.Zero);
                for (var k = 0; k < PackedFormat.PerWord; k += 2)
                {
                    even = Vector512.FusedMultiplyAdd(Decode(word >>> (4 * k)), Vector512.Create(x[k]), even);
                    odd = Vector512.FusedMultiplyAdd(Decode(word >>> ((4 * k) + 4)), Vector512.Create(x[k + 1]), odd);
                }

                (even + odd).Store(sums + o);
            }

        for (; o < count; o += Vector256<int>.Count)
        {
            var word = Vector256.Load(row + o);
            var (even, odd) = (Vector256.Load(sums + o), Vector256<float>.Zero);
            for (var k = 0; k < PackedFormat.PerWord; k += 2)
            {
                even = Vector256.FusedMultiplyAdd(Decode(word >>> (4 * k)), Vector256.Create(x[k]), even);
                odd = Vector256.FusedMultiplyAdd(Decode(word >>> ((4 * k) + 4)), Vector256.Create(x[k + 1]), odd);
            }

            (even + odd).Store(sums + o);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void UnpackGroup(int group, int first, int count, void* destination, bool asBFloat16)
    {
        var zero = stackalloc float[count];
        for (var o = 0; o < count; o++) zero[o] = Zero(group, first + o);
        var scale = scales + ((long)group * outputs) + first;
        for (var row = group * Words; row < (group + 1) * Words; row++)
            for (var k = 0; k < PackedFormat.PerWord; k++)
            {
                var source = words + ((long)row * outputs) + first;
                var target = ((row * (long)PackedFormat.PerWord) + k) * count;
                for (var o = 0; o < count; o += Vector256<int>.Count)
                {
                    var values = (Decode(Vector256.Load(source + o) >>> (4 * k)) - Vector256.Load(zero + o)) * Vector256.Load(scale + o);
                    if (asBFloat16) Halves(values).Store((ushort*)destination + target + o);
                    else values.Store((float*)destination + target + o);
                }
            }
    }

    private float Zero(int group, int output)
    {
        var word = zeros[((long)group * (outputs / PackedFormat.PerWord)) + (output / PackedFormat.PerWord)];
        return ((word >>> (4 * (output % PackedFormat.PerWord))) & 15) + zeroOffset - Centre;
    }

    // The lowest four bits of each word, minus the centre. AVX-512's permutation looks at no other bits.
    private static Vector512<float> Decode(Vector512<int> words) =>
        Avx512F.PermuteVar16x32(Vector512.Create(-8f, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7), words);

    private static Vector256<float> Decode(Vector256<int> words) =>
        Vector256.ConvertToSingle((words & Vector256.Create(15)) - Vector256.Create(Centre));

    private static Vector128<ushort> Halves(Vector256<float> values)
    {
        var bits = values.AsUInt32();
        var rounded = (bits + Vector256.Create(0x7FFFu) + ((bits >>> 16) & Vector256<uint>.One)) >>> 16;
        return Vector128.Narrow(rounded.GetLower(), rounded.GetUpper());
    }
}
