using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>One channel of the night with what has been found in it; each search runs once, when first asked for.</summary>
internal sealed class NightChannel(PreparedNight night, int row, CancellationToken cancellationToken)
{
    private ChannelQuality? _quality;
    private Spectrogram? _spectrogram;
    private bool[]? _alpha;
    private Stretches? _sigma;

    public ChannelRole Role => night.Montage.Channels[row].Role;

    public Derivation Derivation => night.Montage.Channels[row].Derivation;

    public double SourceRateHz => night.Montage.Channels[row].SourceRateHz;

    public bool IsEeg => Role <= ChannelRole.O2;

    public int RateHz { get; } = (int)Math.Round(night.Style.SampleRateHz);

    public ReadOnlySpan<float> Samples => night.Channel(row);

    public ChannelQuality Quality => _quality ??= ChannelQuality.Of(Samples, RateHz, Role);

    public Spectrogram Spectrogram => _spectrogram ??= Spectrogram.Of(Samples, RateHz, cancellationToken);

    public bool[] AlphaSeconds => _alpha ??= AlphaRhythm.Seconds(Spectrogram, Samples.Length / RateHz);

    public Stretches SigmaBursts => _sigma ??= Measurements.SigmaBursts.Find(Samples, RateHz, Spectrogram, Quality);
}
