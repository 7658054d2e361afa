using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Quality;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>One channel of the night and what several detectors need of it; each is made once, when first asked for.</summary>
internal sealed class ChannelSignal(PreparedNight night, int row, CancellationToken cancellationToken)
{
    private const double SlowHz = 4;

    private ChannelQuality? _quality;
    private Spectrogram? _spectrogram;
    private float[]? _slow;

    public ChannelRole Role => night.Montage.Channels[row].Role;

    public Derivation Derivation => night.Montage.Channels[row].Derivation;

    public double SourceRateHz => night.Montage.Channels[row].SourceRateHz;

    public bool IsEeg => Role <= ChannelRole.O2;

    public int RateHz { get; } = (int)Math.Round(night.Style.SampleRateHz);

    public int Seconds => Samples.Length / RateHz;

    public ReadOnlySpan<float> Samples => night.Channel(row);

    public ChannelQuality Quality => _quality ??=
        ChannelQuality.Of(Samples, RateHz, Role, night.Raw?[row], Role == ChannelRole.Chin ? null : Spectrogram);

    public Spectrogram Spectrogram => _spectrogram ??= Spectrogram.Of(Samples, RateHz, cancellationToken);

    /// <summary>The channel below 4 Hz: slow waves without what rides on them.</summary>
    public float[] Slow => _slow ??= Filtered(Sections.LowPass(4, SlowHz, RateHz));

    /// <summary>A filtered copy.</summary>
    public float[] Filtered(params ReadOnlySpan<Section> sections)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return SectionCascade.Filtered(Samples, sections);
    }

    /// <summary>An event of this channel.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="from">First sample.</param>
    /// <param name="to">One past the last sample.</param>
    /// <param name="microvolts">Peak to peak.</param>
    /// <param name="hertz">0 where it has none.</param>
    /// <param name="score">0 to 1; see <see cref="Score"/>.</param>
    /// <param name="operatingPoint">Detector and figures.</param>
    public DetectedEvent Event(SleepEventKind kind, double from, double to, double microvolts, double hertz, double score, string operatingPoint) =>
        new(kind, from / RateHz, (to - from) / RateHz, Role, microvolts, hertz, Derivation, score, operatingPoint);
}
