using System.Buffers;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.EpochImages.Filters;

/// <summary>The filters of the published chain for one channel at its source rate: band-pass, then mains notch, each zero phase.</summary>
/// <remarks>arXiv 2603.26738 and its code: EEG and EOG 0.3-35 Hz, chin EMG 10-100 Hz, order 4; notch Q 20. Edges are limited to
/// 0.001 and 0.999 of the Nyquist frequency; a band that leaves nothing, and a notch above the Nyquist frequency, are left out.
/// Above about 1,500 Hz, where the published form fails, ours filters in sections from the true 0.3 Hz on.</remarks>
public sealed class ChannelFilter
{
    private const int Order = 4;
    private const double NotchQuality = 20;
    private const double LowestEdge = 0.001;
    private const double HighestEdge = 0.999;

    private readonly ZeroPhaseFilter[] _steps;

    /// <summary>Designs the filters.</summary>
    /// <param name="role">Chin EMG has a band of its own.</param>
    /// <param name="rateHz">Source rate, hertz.</param>
    /// <param name="mainsHz">Notch frequency, hertz.</param>
    public ChannelFilter(ChannelRole role, double rateHz, double mainsHz)
    {
        var (lowHz, highHz) = role == ChannelRole.Chin ? (10.0, 100.0) : (0.3, 35.0);
        var nyquistHz = rateHz / 2;
        var band = Band(lowHz / nyquistHz, Math.Min(highHz / nyquistHz, HighestEdge));
        TransferFunction[] notch = mainsHz <= nyquistHz ? [Notch.Design(mainsHz / nyquistHz, NotchQuality)] : [];
        _steps = [.. band.Concat(notch).Select(filter => new ZeroPhaseFilter(filter))];
    }

    private static TransferFunction[] Band(double low, double high)
    {
        var limited = Math.Max(low, LowestEdge);
        if (limited >= high) return [];
        return Butterworth.BandPass(Order, limited, high) is { } published ? [published] : Butterworth.BandPassSections(Order, low, high);
    }

    /// <summary>Samples a signal must exceed to be filtered: fewer cannot be mirrored at their ends.</summary>
    public int PaddingLength => _steps.Length == 0 ? 0 : _steps.Max(step => step.PaddingLength);

    /// <summary>Filters in place.</summary>
    /// <param name="samples">More than <see cref="PaddingLength"/> samples.</param>
    /// <param name="cancellationToken">Looked at between the filters.</param>
    public void Apply(Span<double> samples, CancellationToken cancellationToken = default)
    {
        var scratch = ArrayPool<double>.Shared.Rent(samples.Length + 2 * PaddingLength);
        foreach (var step in _steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            step.Apply(samples, scratch);
        }

        ArrayPool<double>.Shared.Return(scratch);
    }
}
