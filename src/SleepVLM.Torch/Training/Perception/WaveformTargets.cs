using System.Numerics.Tensors;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Torch.Training;

/// <summary>What a reader of the picture should perceive: band powers and mean amplitude of each channel, second by second.</summary>
/// <remarks>
/// The quantities of waveform-perceptual pre-training (arXiv 2603.26738): power in delta 0.3-4, theta 4-8, alpha 8-13 and beta 13-30 Hz as
/// <c>10 log10(trapezoid of the spectral density over [low, high) + 1e-12)</c> dB of uV^2, density by Welch's method with one segment of 1 s (periodic Hann window,
/// mean removed), and the mean absolute value in uV; of the chin the mean absolute value alone.
/// </remarks>
public static class WaveformTargets
{
    /// <summary>Seconds of an epoch.</summary>
    public const int Seconds = 30;

    /// <summary>Quantities of an EEG or EOG channel in one second: delta, theta, alpha, beta, mean absolute value.</summary>
    public const int PerChannel = 5;

    /// <summary>Quantities of one second: five channels in the order of <see cref="ChannelRole"/>, then the chin's one.</summary>
    public const int PerSecond = 5 * PerChannel + 1;

    /// <summary>Quantities of an epoch.</summary>
    public const int PerEpoch = Seconds * PerSecond;

    private const int RateHz = 100;
    private static readonly (int From, int To)[] BandBins = [(1, 3), (4, 7), (8, 12), (13, 29)];
    private static readonly float[][] Cosines = Kernels(Math.Cos);
    private static readonly float[][] Sines = Kernels(Math.Sin);

    // One-sided density: twice the power over rate times the sum of squared window weights.
    private static readonly double DensityScale = 2.0 / (RateHz * Enumerable.Range(0, RateHz).Sum(i => Hann(i) * Hann(i)));

    /// <summary>Row-major <c>[second, quantity]</c> in dB and uV; NaN where the recording lacks the channel.</summary>
    /// <exception cref="ArgumentException">The style's sampling rate is not 100 Hz.</exception>
    public static float[] Of(PreparedNight night, EpochIndex epoch)
    {
        if (night.Style.SamplesPerEpoch != Seconds * RateHz) throw new ArgumentException($"needs {RateHz} samples per second", nameof(night));
        var targets = new float[PerEpoch];
        Array.Fill(targets, float.NaN);
        Span<float> second = stackalloc float[RateHz];
        for (var row = 0; row < night.Montage.Channels.Count; row++)
        {
            var role = night.Montage.Channels[row].Role;
            var samples = night.Channel(row, epoch);
            for (var s = 0; s < Seconds; s++)
            {
                samples.Slice(s * RateHz, RateHz).CopyTo(second);
                Measure(second, role == ChannelRole.Chin, targets.AsSpan(s * PerSecond + (int)role * PerChannel));
            }
        }

        return targets;
    }

    private static void Measure(Span<float> samples, bool amplitudeOnly, Span<float> quantities)
    {
        var amplitude = TensorPrimitives.SumOfMagnitudes<float>(samples) / samples.Length;
        quantities[amplitudeOnly ? 0 : PerChannel - 1] = amplitude;
        if (amplitudeOnly) return;
        TensorPrimitives.Subtract(samples, TensorPrimitives.Sum<float>(samples) / samples.Length, samples);
        for (var band = 0; band < BandBins.Length; band++)
        {
            var (from, to) = BandBins[band];
            var power = 0.0;
            for (var bin = from; bin <= to; bin++) power += Density(samples, bin) * (bin == from || bin == to ? 0.5 : 1);
            quantities[band] = (float)(10 * Math.Log10(power + 1e-12));
        }
    }

    private static double Density(ReadOnlySpan<float> samples, int bin)
    {
        double real = TensorPrimitives.Dot(samples, Cosines[bin]), imaginary = TensorPrimitives.Dot(samples, Sines[bin]);
        return (real * real + imaginary * imaginary) * DensityScale;
    }

    private static double Hann(int i) => 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / RateHz);

    private static float[][] Kernels(Func<double, double> wave) =>
        [.. Enumerable.Range(0, 30).Select(bin => Enumerable.Range(0, RateHz).Select(i => (float)(Hann(i) * wave(2 * Math.PI * bin * i / RateHz))).ToArray())];
}
