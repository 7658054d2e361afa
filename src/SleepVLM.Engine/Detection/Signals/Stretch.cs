namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Something found in a channel of the night.</summary>
/// <param name="Start">First sample, counted from the start of the night.</param>
/// <param name="End">One past the last sample.</param>
/// <param name="Size">Microvolts; what of, the finder says.</param>
internal readonly record struct Stretch(int Start, int End, float Size)
{
    /// <summary>The sample in the middle decides which epoch a stretch belongs to.</summary>
    public int Centre => (Start + End) / 2;

    public int Length => End - Start;
}
