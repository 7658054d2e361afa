namespace SleepVLM.Engine.EpochImages.Evidence;

/// <summary>A colour, 8 bits per channel.</summary>
internal readonly record struct PixelColour(byte Red, byte Green, byte Blue);

/// <summary>A picture to draw rectangles, letters and other pictures into; whatever lies outside is cut off.</summary>
internal sealed class PixelCanvas(int widthPx, int heightPx)
{
    private readonly byte[] _rgb = new byte[3 * widthPx * heightPx];

    public int WidthPx => widthPx;

    public int HeightPx => heightPx;

    /// <summary>Row-major <c>[y, x, 3]</c>.</summary>
    public ReadOnlySpan<byte> Rgb => _rgb;

    public void Fill(int x, int y, int width, int height, PixelColour colour)
    {
        for (var row = Math.Max(0, y); row < Math.Min(heightPx, y + height); row++)
            for (var column = Math.Max(0, x); column < Math.Min(widthPx, x + width); column++) Set(column, row, colour);
    }

    /// <summary>Copies another picture in.</summary>
    public void Draw(ReadOnlySpan<byte> rgb, int widthOfIt, int x, int y)
    {
        var height = rgb.Length / (3 * widthOfIt);
        for (var row = 0; row < height; row++)
            rgb.Slice(3 * widthOfIt * row, 3 * widthOfIt).CopyTo(_rgb.AsSpan(3 * ((y + row) * widthPx + x)));
    }

    /// <summary>Writes a line of text with its upper left corner at a place, each pixel of a letter as large as the scale.</summary>
    public void Write(string text, int x, int y, PixelColour colour, int scale = 1)
    {
        for (var i = 0; i < text.Length; i++)
            for (var row = 0; row < PixelFont.Height; row++)
                for (var column = 0; column < PixelFont.Width; column++)
                    if (PixelFont.IsSet(text[i], column, row)) Fill(x + scale * (PixelFont.Advance * i + column), y + scale * row, scale, scale, colour);
    }

    private void Set(int x, int y, PixelColour colour)
    {
        var at = 3 * (y * widthPx + x);
        (_rgb[at], _rgb[at + 1], _rgb[at + 2]) = (colour.Red, colour.Green, colour.Blue);
    }
}
