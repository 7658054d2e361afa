using System.Numerics.Tensors;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Torch.Training;

/// <summary>What a vision tower is taught to see in stretches of about two seconds: each channel's power in eleven bands and its mean amplitude.</summary>
/// <remarks>
/// Finer than the quantities of the published pre-training (four bands and the mean amplitude, every second; arXiv 2603.26738), because stages cannot be told from those: a line of the recorder
/// inside the beta band, slow waves inside delta and spindles beside alpha are not told apart. Stretches are as wide as the picture's tokens or an even part of
/// them, so that every column of tokens is read by the same weights. Powers are mean densities of the two seconds about a stretch's middle (symmetric Hann
/// window, mean removed).
/// </remarks>
public static class StretchTargets
{
    /// <summary>Channels of a whole montage.</summary>
    public const int Channels = 6;

    /// <summary>Quantities of an EEG or EOG channel in a stretch: power in the bands of <see cref="BandsHz"/>, then the mean absolute value.</summary>
    public const int PerChannel = 12;

    /// <summary>Quantities of a stretch: five channels in the order of <see cref="ChannelRole"/>, then the chin's mean absolute value.</summary>
    public const int PerStretch = (Channels - 1) * PerChannel + 1;

    private const int RateHz = 100, Samples = 2 * RateHz, SamplesPerEpoch = 30 * RateHz;
    private const float MeanAmplitudeDecibels = 9, SpreadAmplitudeDecibels = 4, LeastMicrovolts = 0.1f, SpreadDecibels = 6, LeastDensity = 0.01f;

    // Of simulated nights over all stages, dB re 1 uV^2/Hz.
    private static readonly float[] MeanDecibels = [14, 14, 11, 9, 7, 6, 4, 3, 0, -3, -8];
    private static readonly float[] Window = [.. Enumerable.Range(0, Samples).Select(i => (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * i / (Samples - 1))))];
    private static readonly float[][] Cosines = Kernels(Math.Cos);
    private static readonly float[][] Sines = Kernels(Math.Sin);
    private static readonly float DensityScale = 2 / (RateHz * TensorPrimitives.SumOfSquares<float>(Window));

    /// <summary>The bands, Hz; the lower edge belongs to the band.</summary>
    public static IReadOnlyList<(double From, double To)> BandsHz { get; } =
        [(0.5, 1), (1, 2), (2, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 15), (15, 20), (20, 25), (25, 30)];

    /// <summary>Whether a quantity of a stretch is an amplitude and not a band power.</summary>
    public static bool IsAmplitude(int quantity) => quantity == PerStretch - 1 || quantity % PerChannel == PerChannel - 1;

    /// <summary>Decibels that a unit of spread stands for.</summary>
    public static float DecibelsPerUnit(int quantity) => IsAmplitude(quantity) ? SpreadAmplitudeDecibels : SpreadDecibels;

    /// <summary>Row-major <c>[stretch, quantity]</c> in units of spread; NaN where the recording lacks the channel.</summary>
    /// <param name="night">Signals of 100 samples per second.</param>
    /// <param name="epoch">Which epoch.</param>
    /// <param name="stretches">Even parts of the epoch.</param>
    /// <exception cref="ArgumentException">The style's sampling rate is not 100 Hz.</exception>
    public static float[] Of(PreparedNight night, EpochIndex epoch, int stretches)
    {
        if (night.Style.SamplesPerEpoch != SamplesPerEpoch) throw new ArgumentException($"needs {RateHz} samples per second", nameof(night));
        var targets = new float[stretches * PerStretch];
        Array.Fill(targets, float.NaN);
        for (var row = 0; row < night.Montage.Channels.Count; row++)
        {
            var role = night.Montage.Channels[row].Role;
            var samples = night.Channel(row, epoch);
            for (var stretch = 0; stretch < stretches; stretch++)
            {
                var from = (int)Math.Clamp((stretch + 0.5) * SamplesPerEpoch / stretches - Samples / 2, 0, SamplesPerEpoch - Samples);
                Measure(samples.Slice(from, Samples), role == ChannelRole.Chin, targets.AsSpan(stretch * PerStretch + (int)role * PerChannel));
            }
        }

        return targets;
    }

    private static void Measure(ReadOnlySpan<float> samples, bool amplitudeOnly, Span<float> quantities)
    {
        var amplitude = 10 * MathF.Log10(TensorPrimitives.SumOfMagnitudes(samples) / Samples + LeastMicrovolts);
        quantities[amplitudeOnly ? 0 : PerChannel - 1] = (amplitude - MeanAmplitudeDecibels) / SpreadAmplitudeDecibels;
        if (amplitudeOnly) return;
        Span<float> centred = stackalloc float[Samples];
        TensorPrimitives.Subtract(samples, TensorPrimitives.Sum(samples) / Samples, centred);
        for (var band = 0; band < BandsHz.Count; band++)
        {
            var (from, to) = ((int)(2 * BandsHz[band].From), (int)(2 * BandsHz[band].To));
            var density = 0f;
            for (var bin = from; bin < to; bin++) density += Density(centred, bin) / (to - from);
            quantities[band] = (10 * MathF.Log10(density + LeastDensity) - MeanDecibels[band]) / SpreadDecibels;
        }
    }

    private static float Density(ReadOnlySpan<float> samples, int bin)
    {
        float real = TensorPrimitives.Dot(samples, Cosines[bin]), imaginary = TensorPrimitives.Dot(samples, Sines[bin]);
        return (real * real + imaginary * imaginary) * DensityScale;
    }

    private static float[][] Kernels(Func<double, double> wave) =>
        [.. Enumerable.Range(0, 60).Select(bin => Window.Select((weight, i) => (float)(weight * wave(2 * Math.PI * bin * i / Samples))).ToArray())];
}
