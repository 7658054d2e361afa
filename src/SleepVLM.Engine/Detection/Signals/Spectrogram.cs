using SleepVLM.Engine.Detection.Quality;
using System.Numerics;
using System.Numerics.Tensors;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Power spectral density of one channel around every second of the night.</summary>
/// <remarks>Hann windows of 2.56 s at 100 Hz, centred on each second, so that neighbours overlap; constant detrend. Beyond the ends of the
/// night: zeros.</remarks>
internal sealed class Spectrogram
{
    private const double HighestHz = 35;
    private const double ShortestWindowSeconds = 2.5;

    private readonly float[] _density;
    private readonly double _binHz;

    private Spectrogram(float[] density, int bins, double binHz) => (_density, Bins, _binHz) = (density, bins, binHz);

    /// <summary>Frequencies per second, from 0 Hz.</summary>
    public int Bins { get; }

    /// <summary>Density of one second, uV²/Hz, one value per frequency.</summary>
    public ReadOnlySpan<float> At(int second) => _density.AsSpan(second * Bins, Bins);

    /// <summary>Frequency of a bin, hertz.</summary>
    public double Hz(int bin) => bin * _binHz;

    /// <summary>Power between two frequencies, uV²: low included, high excluded.</summary>
    public double Power(ReadOnlySpan<float> density, double lowHz, double highHz)
    {
        double sum = 0;
        var last = Math.Min((int)Math.Ceiling(highHz / _binHz), Bins);
        for (var bin = (int)Math.Ceiling(lowHz / _binHz); bin < last; bin++) sum += density[bin];
        return sum * _binHz;
    }

    /// <summary>Mean density over the usable seconds of an epoch, uV²/Hz; zeros where there are none.</summary>
    public float[] Mean(int epoch, ChannelQuality quality)
    {
        var mean = new float[Bins];
        var usable = 0;
        for (var second = epoch * 30; second < epoch * 30 + 30; second++)
        {
            if (!quality.IsUsable(second)) continue;
            usable++;
            TensorPrimitives.Add(mean, At(second), mean);
        }

        if (usable > 0) TensorPrimitives.Divide(mean, usable, mean);
        return mean;
    }

    /// <summary>Transforms the whole night, two seconds at a time.</summary>
    public static Spectrogram Of(ReadOnlySpan<float> samples, int rateHz, CancellationToken cancellationToken)
    {
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)(ShortestWindowSeconds * rateHz));
        var binHz = (double)rateHz / length;
        var bins = Math.Min((int)(HighestHz / binHz), length / 2) + 1;
        var seconds = samples.Length / rateHz;
        var density = new float[(seconds + 1) * bins];
        var window = new double[length];
        for (var i = 0; i < length; i++) window[i] = 0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / length);
        var scale = 2 / (rateHz * window.Sum(w => w * w));

        var fft = new Fft(length);
        double[] re = new double[length], im = new double[length];
        for (var second = 0; second < seconds; second += 2)
        {
            if (second % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            Cut(samples, second * rateHz + (rateHz - length) / 2, window, re);
            Cut(samples, (second + 1) * rateHz + (rateHz - length) / 2, window, im);
            fft.Forward(re, im);
            Separate(re, im, scale, density.AsSpan(second * bins, bins), density.AsSpan((second + 1) * bins, bins));
        }

        return new Spectrogram(density, bins, binHz);
    }

    private static void Cut(ReadOnlySpan<float> samples, int start, double[] window, double[] target)
    {
        int from = Math.Clamp(start, 0, samples.Length), to = Math.Clamp(start + window.Length, 0, samples.Length);
        Array.Clear(target);
        if (from >= to) return;
        double mean = 0;
        foreach (var value in samples[from..to]) mean += value;
        mean /= to - from;
        for (var i = from; i < to; i++) target[i - start] = (samples[i] - mean) * window[i - start];
    }

    /// <summary>Two real signals were transformed as one complex: by symmetry each has its own half.</summary>
    private static void Separate(double[] re, double[] im, double scale, Span<float> first, Span<float> second)
    {
        var mask = re.Length - 1;
        for (var k = 0; k < first.Length; k++)
        {
            var n = (re.Length - k) & mask;
            double fr = re[k] + re[n], fi = im[k] - im[n], sr = im[k] + im[n], si = re[n] - re[k];
            first[k] = (float)(scale * (fr * fr + fi * fi) / 4);
            second[k] = (float)(scale * (sr * sr + si * si) / 4);
        }
    }
}
