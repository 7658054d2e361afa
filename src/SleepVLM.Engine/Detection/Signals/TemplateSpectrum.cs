using System.Numerics;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Spectrum of a template from its onset on; real and imaginary parts lie apart, <c>[channel * stride + bin]</c>.</summary>
internal sealed class TemplateSpectrum
{
    private readonly int _channels, _stride;

    /// <param name="template">The wave.</param>
    /// <param name="transform">Of this length.</param>
    /// <param name="length">Samples.</param>
    /// <param name="stride">Bins that are kept, from 0 Hz on.</param>
    public TemplateSpectrum(WaveTemplate template, Fft transform, int length, int stride)
    {
        (_channels, _stride) = (template.Samples.Length, stride);
        (Re, Im) = (new double[_channels * stride], new double[_channels * stride]);
        double[] re = new double[length], im = new double[length];
        for (var channel = 0; channel < _channels; channel++)
        {
            Array.Clear(re);
            Array.Clear(im);
            for (var i = 0; i < template.Samples[channel].Length; i++) re[(i - template.Lead + length) % length] = template.Samples[channel][i];
            transform.Forward(re, im);
            re.AsSpan(0, stride).CopyTo(Re.AsSpan(channel * stride));
            im.AsSpan(0, stride).CopyTo(Im.AsSpan(channel * stride));
        }
    }

    /// <summary>Real parts.</summary>
    public double[] Re { get; }

    /// <summary>Imaginary parts.</summary>
    public double[] Im { get; }

    /// <summary>What a template gives with itself; between the background's frequencies neither changes much.</summary>
    /// <param name="inverse">Of the background: <c>[(bin * channels + row) * channels + column]</c>.</param>
    /// <param name="lowest">Bins from one of the background's frequencies to the next.</param>
    public double Power(Complex[] inverse, int lowest)
    {
        double power = 0;
        for (var bin = 1; bin * lowest < _stride; bin++)
            for (var row = 0; row < _channels; row++)
            {
                double sumRe = 0, sumIm = 0;
                for (var column = 0; column < _channels; column++)
                {
                    var entry = inverse[(bin * _channels + row) * _channels + column];
                    double re = Re[column * _stride + bin * lowest], im = Im[column * _stride + bin * lowest];
                    sumRe += entry.Real * re - entry.Imaginary * im;
                    sumIm += entry.Imaginary * re + entry.Real * im;
                }

                power += Re[row * _stride + bin * lowest] * sumRe + Im[row * _stride + bin * lowest] * sumIm;
            }

        return power * lowest;
    }
}
