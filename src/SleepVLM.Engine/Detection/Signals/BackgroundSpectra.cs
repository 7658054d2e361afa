using System.Numerics;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Power and common power of several channels around every epoch: what whitens them for a <see cref="MatchedFilterBank"/>.</summary>
/// <remarks>
/// Cross-spectral densities of Hann windows of 5.12 s at 100 Hz that overlap by half, of five epochs. Where nobody says what is background, it is the
/// quieter four fifths of the windows of each epoch, each frequency weighed alike, so that an event does not whiten itself away.
/// </remarks>
internal sealed class BackgroundSpectra
{
    /// <summary>No spectrum is kept above, hertz.</summary>
    public const double HighestHz = 17;

    private const double ShortestWindowSeconds = 5, KeptShare = 0.8, Masked = 1e6;
    private const int EpochSeconds = 30, ReachEpochs = 2;

    private readonly IReadOnlyList<ChannelSignal> _channels;
    private readonly Complex[]?[] _sums;
    private readonly int[] _counts;
    private readonly double _loading;

    /// <param name="channels">All of one rate and length.</param>
    /// <param name="isBackground">Whether a second may be looked at; null where the quieter part is taken.</param>
    /// <param name="loading">Share of each channel's own power that is added to it: what keeps small differences between channels from deciding.</param>
    /// <param name="cancellationToken">Stops between epochs.</param>
    public BackgroundSpectra(IReadOnlyList<ChannelSignal> channels, Func<int, bool>? isBackground, double loading, CancellationToken cancellationToken)
    {
        (_channels, _loading) = (channels, loading);
        var rateHz = channels[0].RateHz;
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)(ShortestWindowSeconds * rateHz));
        BinHz = (double)rateHz / length;
        Bins = (int)(HighestHz / BinHz) + 2;
        Epochs = channels[0].Seconds / EpochSeconds;
        (_sums, _counts) = (new Complex[]?[Epochs], new int[Epochs]);
        var spectra = new WindowSpectra(channels, length, Bins);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var windows = new List<Complex[]>();
            for (var start = epoch * EpochSeconds * rateHz; start + length <= Math.Min((epoch + 1) * EpochSeconds * rateHz + length / 2, channels[0].Samples.Length); start += length / 2)
                if (Seconds(start, length, rateHz).All(second => isBackground?.Invoke(second) ?? true)) windows.Add(spectra.At(start));
            Add(epoch, isBackground is null ? Quieter(windows) : windows);
        }
    }

    /// <summary>Frequencies from 0 Hz on.</summary>
    public int Bins { get; }

    /// <summary>Hertz between them.</summary>
    public double BinHz { get; }

    /// <summary>Whole epochs.</summary>
    public int Epochs { get; }

    /// <summary>Inverse of the cross-spectral density around an epoch, <c>[bin][row * channels + column]</c> in one array; null where there is no background.</summary>
    /// <remarks>A channel that cannot be assessed in the epoch has no weight.</remarks>
    public Complex[]? Inverse(int epoch)
    {
        var size = _channels.Count;
        var sum = new Complex[Bins * size * size];
        var count = 0;
        for (var around = Math.Max(0, epoch - ReachEpochs); around <= Math.Min(Epochs - 1, epoch + ReachEpochs); around++)
        {
            if (_sums[around] is not { } part) continue;
            count += _counts[around];
            for (var i = 0; i < sum.Length; i++) sum[i] += part[i];
        }

        if (count < 2 * size) return null;
        for (var bin = 1; bin < Bins; bin++)
        {
            var matrix = sum.AsSpan(bin * size * size, size * size);
            for (var i = 0; i < matrix.Length; i++) matrix[i] /= count;
            for (var channel = 0; channel < size; channel++)
            {
                var own = matrix[channel * size + channel];
                matrix[channel * size + channel] = _channels[channel].Quality.IsAssessable(epoch) ? own * (1 + _loading) + 1e-9 : own * Masked + Masked;
            }

            HermitianMatrix.Invert(matrix, size);
        }

        return sum;
    }

    private static IEnumerable<int> Seconds(int start, int length, int rateHz) => Enumerable.Range(start / rateHz, (start + length - 1) / rateHz - start / rateHz + 1);

    private List<Complex[]> Quieter(List<Complex[]> windows)
    {
        if (windows.Count < 3) return windows;
        var mean = new double[windows[0].Length];
        foreach (var window in windows)
            for (var i = 0; i < mean.Length; i++) mean[i] += Power(window[i]);
        return [.. windows.OrderBy(window => window.Select((value, i) => mean[i] > 0 ? Power(value) / mean[i] : 0).Sum()).Take((int)Math.Ceiling(KeptShare * windows.Count))];
    }

    private static double Power(Complex value) => value.Real * value.Real + value.Imaginary * value.Imaginary;

    private void Add(int epoch, List<Complex[]> windows)
    {
        if (windows.Count == 0) return;
        var size = _channels.Count;
        var sum = new Complex[Bins * size * size];
        foreach (var window in windows)
            for (var bin = 0; bin < Bins; bin++)
                for (var row = 0; row < size; row++)
                    for (var column = 0; column < size; column++)
                        sum[(bin * size + row) * size + column] += window[row * Bins + bin] * Complex.Conjugate(window[column * Bins + bin]);
        (_sums[epoch], _counts[epoch]) = (sum, windows.Count);
    }
}
