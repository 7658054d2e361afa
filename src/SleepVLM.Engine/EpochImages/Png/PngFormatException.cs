using SleepVLM.Contracts;

namespace SleepVLM.Engine.EpochImages.Png;

/// <summary>A picture file that cannot be read.</summary>
/// <param name="offset">Byte at which reading stopped.</param>
/// <param name="problem">What is wrong there.</param>
/// <param name="isTooLarge">Whether it is sound as far as it was read, but larger than the caller takes.</param>
public sealed class PngFormatException(long offset, string problem, bool isTooLarge = false)
    : SleepVlmException($"the PNG picture cannot be read at byte {offset}: {problem}; write the picture again")
{
    /// <summary>Byte at which reading stopped.</summary>
    public long Offset { get; } = offset;

    /// <summary>What is wrong there.</summary>
    public string Problem { get; } = problem;

    /// <summary>The picture is larger than the caller takes.</summary>
    public bool IsTooLarge { get; } = isTooLarge;
}
