namespace SleepVLM.Contracts;

/// <summary>Thirty seconds of filtered signal.</summary>
/// <param name="Index">Place in the recording.</param>
/// <param name="Montage">What each row is.</param>
/// <param name="SampleRateHz">Samples per second; 100 for every published style.</param>
/// <param name="Microvolts">Row-major <c>[channel, sample]</c>, microvolts.</param>
public sealed record Epoch(EpochIndex Index, Montage Montage, double SampleRateHz, ReadOnlyMemory<float> Microvolts)
{
    /// <summary>Samples in each row.</summary>
    public int SampleCount => Microvolts.Length / Montage.Channels.Count;

    /// <summary>Samples of one row, microvolts.</summary>
    public ReadOnlySpan<float> Channel(int row) => Microvolts.Span.Slice(row * SampleCount, SampleCount);
}
