using SleepVLM.Contracts;

namespace SleepVLM.Engine.EpochImages.Png;

/// <summary>A picture file that cannot be read.</summary>
/// <param name="offset">Byte at which reading stopped.</param>
/// <param name="problem">What is wrong there.</param>
public sealed class PngFormatException(long offset, string problem)
    : SleepVlmException($"the PNG picture cannot be read at byte {offset}: {problem}; write the picture again")
{
    /// <summary>Byte at which reading stopped.</summary>
    public long Offset { get; } = offset;
}
