namespace SleepVLM.Engine.EpochImages;

/// <summary>How signals are filtered and drawn. Weights know one style: changing it changes decisions, so it is in the provenance.</summary>
/// <param name="Name">For example <c>sleepvlm</c>.</param>
/// <param name="MainsHz">Notch frequency, 50 or 60 hertz; the published weights saw 50.</param>
/// <param name="SampleRateHz">Rate of the filtered signals, hertz.</param>
/// <param name="WidthPx">Picture width, pixels.</param>
/// <param name="HeightPx">Picture height, pixels.</param>
public sealed record RenderStyle(string Name, int MainsHz, double SampleRateHz, int WidthPx, int HeightPx)
{
    /// <summary>The published style (arXiv 2603.26738): 448 x 224 pixels of 100 Hz signals.</summary>
    public static RenderStyle SleepVlm(int mainsHz = 50) => new("sleepvlm", mainsHz, 100, 448, 224);

    /// <summary>Samples of one channel in 30 seconds.</summary>
    public int SamplesPerEpoch => (int)(SampleRateHz * 30);

    /// <summary>Name with the mains frequency, as the provenance records it.</summary>
    public string Id => $"{Name}/{MainsHz}Hz";
}
