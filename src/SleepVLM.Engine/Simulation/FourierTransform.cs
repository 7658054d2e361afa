using System.Numerics;

namespace SleepVLM.Engine.Simulation;

/// <summary>Radix-2 inverse transform in place, twiddles prepared once; the one length a night needs is transformed some ten thousand times.</summary>
internal sealed class FourierTransform
{
    private readonly int _length;
    private readonly float[] _cos, _sin;
    private readonly int[] _swap;

    /// <param name="length">A power of two.</param>
    public FourierTransform(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(length), true, nameof(length));
        _length = length;
        (_cos, _sin, _swap) = (new float[length / 2], new float[length / 2], new int[length]);
        for (var i = 0; i < length / 2; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / length);
            (_cos[i], _sin[i]) = ((float)cos, (float)sin);
        }
        for (int i = 1, j = 0; i < length; i++)
        {
            var bit = length >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            _swap[i] = j;
        }
    }

    /// <summary>Sums <c>X[k] exp(+2 pi i k n / N)</c>, without the factor 1/N.</summary>
    public void Inverse(Span<float> re, Span<float> im)
    {
        for (var i = 1; i < _length; i++)
        {
            var j = _swap[i];
            if (i >= j) continue;
            (re[i], re[j]) = (re[j], re[i]);
            (im[i], im[j]) = (im[j], im[i]);
        }
        for (var half = 1; half < _length; half <<= 1)
        {
            var stride = _length / (2 * half);
            for (var start = 0; start < _length; start += 2 * half)
                for (var k = 0; k < half; k++)
                {
                    var (c, s) = (_cos[k * stride], _sin[k * stride]);
                    var (a, b) = (start + k, start + k + half);
                    var (tr, ti) = (re[b] * c - im[b] * s, re[b] * s + im[b] * c);
                    (re[b], im[b]) = (re[a] - tr, im[a] - ti);
                    (re[a], im[a]) = (re[a] + tr, im[a] + ti);
                }
        }
    }
}
