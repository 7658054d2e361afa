namespace SleepVLM.Engine.EpochImages.Png;

/// <summary>Finds out whether 256 colours suffice.</summary>
internal static class PngPalette
{
    private const int Slots = 1024;

    /// <summary>Lists the colours of a picture and replaces each pixel by its place in the list.</summary>
    /// <param name="rgb">Pixels.</param>
    /// <param name="indices">One per pixel; complete only where a palette is returned.</param>
    /// <returns>Red, green and blue of each colour in order of appearance, or null where there are more than 256.</returns>
    public static byte[]? Of(ReadOnlySpan<byte> rgb, Span<byte> indices)
    {
        Span<int> slots = stackalloc int[Slots];
        Span<byte> places = stackalloc byte[Slots];
        Span<byte> colours = stackalloc byte[256 * 3];
        slots.Fill(-1);
        int count = 0, last = -1;
        byte lastPlace = 0;
        for (var pixel = 0; 3 * pixel < rgb.Length; pixel++)
        {
            var colour = rgb[3 * pixel] | rgb[3 * pixel + 1] << 8 | rgb[3 * pixel + 2] << 16;
            if (colour != last)
            {
                var slot = (int)((uint)colour * 2654435761u >> 22);
                while (slots[slot] != colour && slots[slot] >= 0) slot = (slot + 1) % Slots;
                if (slots[slot] < 0)
                {
                    if (count == 256) return null;
                    rgb.Slice(3 * pixel, 3).CopyTo(colours[(3 * count)..]);
                    (slots[slot], places[slot]) = (colour, (byte)count++);
                }

                (last, lastPlace) = (colour, places[slot]);
            }

            indices[pixel] = lastPlace;
        }

        return colours[..(3 * count)].ToArray();
    }
}
