using System.Numerics;
using MathNet.Numerics;
using MathNet.Numerics.IntegralTransforms;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Torch.Training;

/// <summary>What a reader of the picture should perceive: band powers and amplitude of each channel, stretch by stretch.</summary>
/// <remarks>The quantities of waveform-perceptual pre-training (arXiv 2603.26738: delta 0.3-4, theta 4-8, alpha 8-13, beta 13-30 Hz and the mean
/// absolute value), over the 3.75 seconds that one column of picture tokens covers instead of one second, and as numbers instead of text.</remarks>
public static class WaveformTargets
{
    /// <summary>Columns of picture tokens.</summary>
    public const int Columns = 8;

    /// <summary>Quantities of one channel in one column.</summary>
    public const int PerChannel = 5;

    /// <summary>Quantities of one column.</summary>
    public const int PerColumn = 6 * PerChannel;

    private const int TransformLength = 512;
    private static readonly (double Low, double High)[] Bands = [(0.3, 4), (4, 8), (8, 13), (13, 30)];
    private static readonly double[] Hann = Window.Hann(375);

    /// <summary>Row-major <c>[column, role, quantity]</c>, brought to about unit spread; NaN where the recording lacks the channel.</summary>
    public static float[] Of(PreparedNight night, EpochIndex epoch)
    {
        var targets = new float[Columns * PerColumn];
        Array.Fill(targets, float.NaN);
        for (var row = 0; row < night.Montage.Channels.Count; row++)
        {
            var samples = night.Channel(row, epoch);
            var length = samples.Length / Columns;
            for (var column = 0; column < Columns; column++)
                Measure(samples.Slice(column * length, length), night.Style.SampleRateHz,
                    targets.AsSpan(column * PerColumn + (int)night.Montage.Channels[row].Role * PerChannel, PerChannel));
        }

        return targets;
    }

    private static void Measure(ReadOnlySpan<float> samples, double rateHz, Span<float> quantities)
    {
        var spectrum = new Complex[TransformLength];
        var magnitude = 0.0;
        for (var i = 0; i < samples.Length; i++)
        {
            spectrum[i] = samples[i] * Hann[i];
            magnitude += Math.Abs(samples[i]);
        }

        Fourier.Forward(spectrum, FourierOptions.Matlab);
        for (var band = 0; band < Bands.Length; band++)
        {
            var power = 0.0;
            for (var bin = (int)(Bands[band].Low * TransformLength / rateHz) + 1; bin <= (int)(Bands[band].High * TransformLength / rateHz); bin++)
                power += spectrum[bin].MagnitudeSquared();
            quantities[band] = (float)((10 * Math.Log10(power / samples.Length + 1e-3) - 20) / 8);
        }

        quantities[^1] = (float)((10 * Math.Log10(magnitude / samples.Length + 1e-2) - 10) / 4);
    }
}
