using SleepVLM.Contracts;

namespace SleepVLM.Engine.EpochImages;

/// <summary>How signals are filtered and drawn. Weights know one style: changing it changes decisions, so it is in the provenance.</summary>
/// <param name="Name">For example <c>sleepvlm</c>.</param>
/// <param name="MainsHz">Notch frequency, 50 or 60 hertz; the published weights saw 50.</param>
/// <param name="SampleRateHz">Rate of the filtered signals, hertz.</param>
/// <param name="WidthPx">Picture width, pixels.</param>
/// <param name="HeightPx">Picture height, pixels.</param>
public sealed record RenderStyle(string Name, int MainsHz, double SampleRateHz, int WidthPx, int HeightPx)
{
    /// <summary>Name of the published style.</summary>
    public const string Published = "sleepvlm";

    /// <summary>Name of the style that is twice as wide.</summary>
    public const string Wide = "sleepvlm-wide";

    private static readonly int ChannelCount = Enum.GetValues<ChannelRole>().Length;
    private static readonly Dictionary<string, (int WidthPx, int HeightPx)> Sizes = new() { [Published] = (448, 224), [Wide] = (896, 336) };

    /// <summary>The styles by name.</summary>
    public static IReadOnlyCollection<string> Names => Sizes.Keys;

    /// <summary>Whether each channel has a band of its own, the same in every picture and empty where it is not recorded; else those recorded share the height, as published.</summary>
    public bool HasFixedBands => Name == Wide;

    /// <summary>Bands of a picture with so many channels.</summary>
    public int BandsFor(int channels) => HasFixedBands ? ChannelCount : channels;

    /// <summary>Band of a channel, 0 at the top.</summary>
    /// <param name="role">The channel.</param>
    /// <param name="row">Its place among those that are recorded.</param>
    public int BandOf(ChannelRole role, int row) => HasFixedBands ? (int)role : row;

    /// <summary>The published style (arXiv 2603.26738): 448 x 224 pixels of 100 Hz signals.</summary>
    public static RenderStyle SleepVlm(int mainsHz = 50) => Named(Published, mainsHz);

    /// <summary>A style by its name.</summary>
    /// <remarks>
    /// The published picture has 15 columns of pixels a second, which cannot tell waves of more than 7 Hz apart; the wide one has 30 (docs/decisions/0005-wide-pictures-for-small-models.md says what that
    /// is worth). Lines, colours and amplitudes are alike; in the wide one every channel has a band of its own of 56 pixels.
    /// </remarks>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="mainsHz">Notch frequency, 50 or 60 hertz.</param>
    /// <exception cref="SleepVlmException">There is none of that name.</exception>
    public static RenderStyle Named(string name, int mainsHz = 50) => Sizes.TryGetValue(name, out var size)
        ? new RenderStyle(name, mainsHz, 100, size.WidthPx, size.HeightPx)
        : throw new SleepVlmException($"there is no style of pictures named '{name}'; there are {string.Join(", ", Names)}");

    /// <summary>Samples of one channel in 30 seconds.</summary>
    public int SamplesPerEpoch => (int)(SampleRateHz * 30);

    /// <summary>Name with the mains frequency, as the provenance records it.</summary>
    public string Id => $"{Name}/{MainsHz}Hz";
}
