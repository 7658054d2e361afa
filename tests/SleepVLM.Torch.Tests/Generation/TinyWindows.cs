using SleepVLM.Contracts;

namespace SleepVLM.Torch.Tests.Generation;

/// <summary>Pictures of noise, a different one for each epoch.</summary>
internal static class TinyWindows
{
    /// <summary>Windows with targets 1, 2, 3, ... that share their pictures, as those of a recording do.</summary>
    public static IEnumerable<WindowQuestion> Of(int count)
    {
        var (previous, target) = (Picture(0), Picture(1));
        for (var i = 1; i <= count; i++)
        {
            var next = Picture(i + 1);
            yield return new WindowQuestion(previous, target, next);
            (previous, target) = (target, next);
        }
    }

    private static EpochImage Picture(int index)
    {
        var rgb = new byte[224 * 448 * 3];
        new Random(index).NextBytes(rgb);
        return new EpochImage(new EpochIndex(index), 448, 224, rgb);
    }
}
