namespace SleepVLM.Torch.Tests.Images;

/// <summary>The reference's test pictures in any size.</summary>
internal static class TestPicture
{
    /// <summary>Picture k, row-major <c>[y, x, 3]</c>.</summary>
    public static byte[] Create(int k, int width, int height)
    {
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = ((y * width) + x) * 3;
                rgb[at] = (byte)((3 * x) + (5 * y) + (40 * k));
                rgb[at + 1] = (byte)((x * x / 64) + (7 * y) + (90 * k));
                rgb[at + 2] = (byte)((x / 14 * 37) + (y / 14 * 59) + (113 * k));
            }
        }

        return rgb;
    }
}
