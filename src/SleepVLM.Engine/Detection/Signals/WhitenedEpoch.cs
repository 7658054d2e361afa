using System.Numerics;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Spectra of several channels around an epoch, times the inverse of their background's cross-spectrum.</summary>
/// <remarks>Real and imaginary parts lie apart, <c>[channel * stride + bin]</c>; kept from epoch to epoch.</remarks>
/// <param name="channels">All of one rate and length.</param>
/// <param name="length">Samples of the transform, a power of two that is a multiple of the background's.</param>
/// <param name="lowest">The background's first frequency above 0, in bins of the transform.</param>
/// <param name="highest">Last bin that is kept.</param>
internal sealed class WhitenedEpoch(IReadOnlyList<ChannelSignal> channels, int length, int lowest, int highest)
{
    private readonly Fft _fft = new(length);
    private readonly double[] _re = new double[length], _im = new double[length];

    /// <summary>Real parts.</summary>
    public double[] Re { get; } = new double[channels.Count * (highest + 1)];

    /// <summary>Imaginary parts.</summary>
    public double[] Im { get; } = new double[channels.Count * (highest + 1)];

    /// <summary>Looks at a stretch; what lies beyond the night is silence.</summary>
    /// <param name="first">First sample.</param>
    /// <param name="count">Samples, at most those of the transform.</param>
    /// <param name="inverse">Of the background: <c>[(bin * channels + row) * channels + column]</c>.</param>
    public void Read(int first, int count, Complex[] inverse)
    {
        Array.Clear(Re);
        Array.Clear(Im);
        for (var column = 0; column < channels.Count; column++)
        {
            Array.Clear(_re);
            Array.Clear(_im);
            var samples = channels[column].Samples;
            for (var i = Math.Max(0, -first); i < Math.Min(count, samples.Length - first); i++) _re[i] = samples[first + i];
            _fft.Forward(_re, _im);
            for (var row = 0; row < channels.Count; row++) Add(row, column, inverse);
        }
    }

    // Between the background's frequencies its inverse is taken on a line.
    private void Add(int row, int column, Complex[] inverse)
    {
        int size = channels.Count, bins = inverse.Length / (size * size);
        Span<double> re = Re.AsSpan(row * (highest + 1), highest + 1), im = Im.AsSpan(row * (highest + 1), highest + 1);
        for (var bin = lowest; bin <= highest; bin++)
        {
            var below = Math.Min(bin / lowest, bins - 2);
            var share = (double)bin / lowest - below;
            Complex low = inverse[(below * size + row) * size + column], high = inverse[((below + 1) * size + row) * size + column];
            double entryRe = (1 - share) * low.Real + share * high.Real, entryIm = (1 - share) * low.Imaginary + share * high.Imaginary;
            re[bin] += entryRe * _re[bin] - entryIm * _im[bin];
            im[bin] += entryIm * _re[bin] + entryRe * _im[bin];
        }
    }
}
