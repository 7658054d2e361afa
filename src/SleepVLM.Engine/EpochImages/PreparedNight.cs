using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Quality;

namespace SleepVLM.Engine.EpochImages;

/// <summary>A whole recording after the signal chain of a <see cref="RenderStyle"/>, cut into epochs.</summary>
/// <remarks>About 70 MB for eight hours of six channels at 100 Hz.</remarks>
public sealed class PreparedNight
{
    private readonly float[][] _microvolts;
    private readonly UnscoredReason?[] _unscorable;

    /// <param name="montage">What each row is.</param>
    /// <param name="style">The style whose chain made the signals.</param>
    /// <param name="microvolts">One array per row, each <c>epochs * samples per epoch</c> long; zeros where there is no signal.</param>
    /// <param name="unscorable">One entry per epoch: why it cannot be staged, or null.</param>
    /// <param name="raw">What was seen of each row before the filters; null where nobody looked: then faults of the recorder go unseen.</param>
    public PreparedNight(
        Montage montage, RenderStyle style, float[][] microvolts, UnscoredReason?[] unscorable, IReadOnlyList<RawSeconds>? raw = null)
    {
        (Montage, Style, _microvolts, _unscorable, Raw) = (montage, style, microvolts, unscorable, raw);
        foreach (var row in microvolts)
            ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, unscorable.Length * style.SamplesPerEpoch, nameof(microvolts));
    }

    /// <summary>What each row is.</summary>
    public Montage Montage { get; }

    /// <summary>The style whose chain made the signals.</summary>
    public RenderStyle Style { get; }

    /// <summary>The same signals, to be drawn in another style.</summary>
    /// <param name="style">Of the same filters.</param>
    /// <exception cref="ArgumentException">Its filters are others.</exception>
    public PreparedNight Drawn(RenderStyle style) => style == Style ? this
        : (style.SampleRateHz, style.MainsHz) == (Style.SampleRateHz, Style.MainsHz) ? new PreparedNight(Montage, style, _microvolts, _unscorable, Raw)
        : throw new ArgumentException($"the night was filtered for {Style.Id}", nameof(style));

    /// <summary>What was seen of each row before the filters, second by second; null where nobody looked.</summary>
    public IReadOnlyList<RawSeconds>? Raw { get; }

    /// <summary>Epochs the recording spans, those that cannot be staged included.</summary>
    public int EpochCount => _unscorable.Length;

    /// <summary>Why an epoch cannot be staged, or null when it can.</summary>
    public UnscoredReason? WhyUnscorable(EpochIndex index) => _unscorable[index.Value];

    /// <summary>Filtered samples of one row over the whole night, microvolts.</summary>
    public ReadOnlySpan<float> Channel(int row) => _microvolts[row];

    /// <summary>Filtered samples of one row in one epoch, microvolts.</summary>
    public ReadOnlySpan<float> Channel(int row, EpochIndex index) =>
        _microvolts[row].AsSpan(index.Value * Style.SamplesPerEpoch, Style.SamplesPerEpoch);

    /// <summary>Copies one epoch out.</summary>
    public Epoch Epoch(EpochIndex index)
    {
        var samples = new float[_microvolts.Length * Style.SamplesPerEpoch];
        for (var row = 0; row < _microvolts.Length; row++)
            Channel(row, index).CopyTo(samples.AsSpan(row * Style.SamplesPerEpoch));
        return new Epoch(index, Montage, Style.SampleRateHz, samples);
    }
}
