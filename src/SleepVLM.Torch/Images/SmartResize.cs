using SleepVLM.Contracts;

namespace SleepVLM.Torch.Images;

/// <summary>The size a picture is brought to before it is cut into patches, as Qwen2.5-VL's image processor chooses it.</summary>
public static class SmartResize
{
    /// <summary>SleepVLM's lower limit: 4 tokens of 28 x 28 pixels.</summary>
    public const int SleepVlmMinPixels = 3136;

    /// <summary>SleepVLM's upper limit: 1,280 tokens.</summary>
    public const int SleepVlmMaxPixels = 1_003_520;

    private const int WidestAspect = 200;

    /// <summary>Both sides to the nearest multiple of <paramref name="unit"/>, the area within the limits, the aspect kept as near as that allows.</summary>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <param name="unit">Patch size times merge size, pixels; 28 for the published models.</param>
    /// <param name="minPixels">Smallest area.</param>
    /// <param name="maxPixels">Largest area.</param>
    /// <exception cref="SleepVlmException">No area, or one side more than 200 times the other.</exception>
    public static (int WidthPx, int HeightPx) Fit(
        int widthPx, int heightPx, int unit, int minPixels = SleepVlmMinPixels, int maxPixels = SleepVlmMaxPixels)
    {
        if (widthPx < 1 || heightPx < 1 || Math.Max(widthPx, heightPx) > (long)WidestAspect * Math.Min(widthPx, heightPx))
            throw new SleepVlmException($"a picture of {widthPx}x{heightPx} pixels cannot be shown to the model; one side may be at most {WidestAspect} times the other");
        var area = (double)widthPx * heightPx;
        var (width, height) = (Nearest(widthPx), Nearest(heightPx));
        if (width * height > maxPixels)
        {
            var shrink = Math.Sqrt(area / maxPixels);
            (width, height) = (Down(widthPx / shrink), Down(heightPx / shrink));
        }
        else if (width * height < minPixels)
        {
            var grow = Math.Sqrt(minPixels / area);
            (width, height) = (Up(widthPx * grow), Up(heightPx * grow));
        }

        return ((int)width, (int)height);

        // Halves to even, as Python rounds.
        long Nearest(int length) => (long)Math.Round((double)length / unit, MidpointRounding.ToEven) * unit;

        long Down(double length) => Math.Max(unit, (long)Math.Floor(length / unit) * unit);

        long Up(double length) => (long)Math.Ceiling(length / unit) * unit;
    }
}
