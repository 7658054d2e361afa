namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Fast Fourier transform of a power-of-two length, in place, radix 2.</summary>
internal sealed class Fft
{
    private readonly int _length;
    private readonly int[] _reversed;
    private readonly double[] _cos, _sin;

    /// <param name="length">A power of two, at least 2.</param>
    public Fft(int length)
    {
        _length = length;
        var bits = int.Log2(length);
        _reversed = new int[length];
        for (var i = 1; i < length; i++) _reversed[i] = (_reversed[i >> 1] >> 1) | ((i & 1) << (bits - 1));
        _cos = new double[length / 2];
        _sin = new double[length / 2];
        for (var i = 0; i < length / 2; i++) (_sin[i], _cos[i]) = Math.SinCos(-2 * Math.PI * i / length);
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

        for (int half = 1, stride = _length / 2; half < _length; half *= 2, stride /= 2)
            for (var start = 0; start < _length; start += 2 * half)
                Butterflies(re.Slice(start, 2 * half), im.Slice(start, 2 * half), half, stride);
    }

    private void Butterflies(Span<double> re, Span<double> im, int half, int stride)
    {
        for (int k = 0, t = 0; k < half; k++, t += stride)
        {
            double c = _cos[t], s = _sin[t];
            double xr = re[k + half] * c - im[k + half] * s, xi = re[k + half] * s + im[k + half] * c;
            (re[k + half], im[k + half]) = (re[k] - xr, im[k] - xi);
            (re[k], im[k]) = (re[k] + xr, im[k] + xi);
        }
    }
}
