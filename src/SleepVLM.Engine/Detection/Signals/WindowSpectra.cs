using System.Numerics;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Spectra of the same Hann window of several channels.</summary>
/// <param name="channels">All of one rate and length.</param>
/// <param name="length">Samples of a window, a power of two.</param>
/// <param name="bins">Frequencies kept, from 0 Hz.</param>
internal sealed class WindowSpectra(IReadOnlyList<ChannelSignal> channels, int length, int bins)
{
    private readonly Fft _fft = new(length);
    private readonly double[] _window = Window(length, channels[0].RateHz);
    private readonly double[] _re = new double[length], _im = new double[length];

    /// <summary>Spectra of one window, scaled so that their squares are two-sided densities in uV²/Hz: <c>[channel * bins + bin]</c>.</summary>
    public Complex[] At(int start)
    {
        var spectra = new Complex[channels.Count * bins];
        for (var channel = 0; channel < channels.Count; channel++)
        {
            var samples = channels[channel].Samples.Slice(start, length);
            double mean = 0;
            foreach (var value in samples) mean += value;
            mean /= length;
            for (var i = 0; i < length; i++) (_re[i], _im[i]) = (_window[i] * (samples[i] - mean), 0);
            _fft.Forward(_re, _im);
            for (var bin = 0; bin < bins; bin++) spectra[channel * bins + bin] = new Complex(_re[bin], _im[bin]);
        }

        return spectra;
    }

    private static double[] Window(int length, int rateHz)
    {
        double[] hann = [.. Enumerable.Range(0, length).Select(i => 0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / length))];
        var scale = Math.Sqrt(1 / (rateHz * hann.Sum(w => w * w)));
        return Array.ConvertAll(hann, w => scale * w);
    }
}
