using System.Numerics;
using System.Runtime.InteropServices;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Fast Fourier transform of a power-of-two length, in place, radix 2.</summary>
internal sealed class Fft
{
    private readonly int _length;
    private readonly int[] _reversed;

    // One run of factors a stage, so that they lie side by side: stage h takes h of them, from h - 1 on.
    private readonly double[] _cos, _sin;

    /// <param name="length">A power of two, at least 2.</param>
    public Fft(int length)
    {
        _length = length;
        var bits = int.Log2(length);
        _reversed = new int[length];
        for (var i = 1; i < length; i++) _reversed[i] = (_reversed[i >> 1] >> 1) | ((i & 1) << (bits - 1));
        (_cos, _sin) = (new double[length], new double[length]);
        for (var half = 1; half < length; half *= 2)
            for (var k = 0; k < half; k++) (_sin[half - 1 + k], _cos[half - 1 + k]) = Math.SinCos(-2 * Math.PI * (k * (length / 2 / half)) / length);
    }

    /// <summary>Transforms <c>re + i im</c>, both of the length given at construction.</summary>
    public void Forward(Span<double> re, Span<double> im)
    {
        for (var i = 0; i < _length; i++)
        {
            var j = _reversed[i];
            if (i >= j) continue;
            (re[i], re[j]) = (re[j], re[i]);
            (im[i], im[j]) = (im[j], im[i]);
        }

        for (var half = 1; half < _length; half *= 2)
        {
            ReadOnlySpan<double> cos = _cos.AsSpan(half - 1, half), sin = _sin.AsSpan(half - 1, half);
            for (var start = 0; start < _length; start += 2 * half)
            {
                Span<double> upRe = re.Slice(start, half), downRe = re.Slice(start + half, half), upIm = im.Slice(start, half), downIm = im.Slice(start + half, half);
                if (half < Vector<double>.Count) Butterflies(upRe, upIm, downRe, downIm, cos, sin);
                else Butterflies(Lanes(upRe), Lanes(upIm), Lanes(downRe), Lanes(downIm), MemoryMarshal.Cast<double, Vector<double>>(cos), MemoryMarshal.Cast<double, Vector<double>>(sin));
            }
        }
    }

    private static Span<Vector<double>> Lanes(Span<double> values) => MemoryMarshal.Cast<double, Vector<double>>(values);

    private static void Butterflies(Span<double> upRe, Span<double> upIm, Span<double> downRe, Span<double> downIm, ReadOnlySpan<double> cos, ReadOnlySpan<double> sin)
    {
        for (var k = 0; k < upRe.Length; k++)
        {
            double xr = downRe[k] * cos[k] - downIm[k] * sin[k], xi = downRe[k] * sin[k] + downIm[k] * cos[k];
            (downRe[k], downIm[k]) = (upRe[k] - xr, upIm[k] - xi);
            (upRe[k], upIm[k]) = (upRe[k] + xr, upIm[k] + xi);
        }
    }

    private static void Butterflies(
        Span<Vector<double>> upRe, Span<Vector<double>> upIm, Span<Vector<double>> downRe, Span<Vector<double>> downIm,
        ReadOnlySpan<Vector<double>> cos, ReadOnlySpan<Vector<double>> sin)
    {
        for (var k = 0; k < upRe.Length; k++)
        {
            Vector<double> xr = downRe[k] * cos[k] - downIm[k] * sin[k], xi = downRe[k] * sin[k] + downIm[k] * cos[k];
            (downRe[k], downIm[k]) = (upRe[k] - xr, upIm[k] - xi);
            (upRe[k], upIm[k]) = (upRe[k] + xr, upIm[k] + xi);
        }
    }
}
