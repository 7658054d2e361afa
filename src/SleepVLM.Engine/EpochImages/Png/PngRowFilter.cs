namespace SleepVLM.Engine.EpochImages.Png;

/// <summary>The five row filters (ISO/IEC 15948, clause 9), undone.</summary>
internal static class PngRowFilter
{
    /// <summary>Reconstructs pixels.</summary>
    /// <param name="raw">Rows, each behind a byte that names its filter.</param>
    /// <param name="rowLength">Bytes of a row without that byte.</param>
    /// <param name="bytesPerPixel">How far left the neighbouring sample lies.</param>
    /// <param name="offset">Place in the file, for the message of a failure.</param>
    /// <returns>The rows without their filter bytes.</returns>
    public static byte[] Undo(ReadOnlySpan<byte> raw, int rowLength, int bytesPerPixel, long offset)
    {
        var rows = raw.Length / (rowLength + 1);
        var pixels = new byte[rows * rowLength];
        ReadOnlySpan<byte> above = new byte[rowLength];
        for (var y = 0; y < rows; y++)
        {
            var filter = raw[y * (rowLength + 1)];
            var row = pixels.AsSpan(y * rowLength, rowLength);
            raw.Slice(y * (rowLength + 1) + 1, rowLength).CopyTo(row);
            for (var i = 0; i < rowLength && filter != PngFormat.NoFilter; i++)
            {
                int left = i >= bytesPerPixel ? row[i - bytesPerPixel] : 0;
                int aboveLeft = i >= bytesPerPixel ? above[i - bytesPerPixel] : 0;
                row[i] += (byte)(filter switch
                {
                    PngFormat.SubFilter => left,
                    PngFormat.UpFilter => above[i],
                    PngFormat.AverageFilter => (left + above[i]) / 2,
                    PngFormat.PaethFilter => Paeth(left, above[i], aboveLeft),
                    _ => throw new PngFormatException(offset, $"row {y} has the unknown filter {filter}"),
                });
            }

            above = row;
        }

        return pixels;
    }

    private static int Paeth(int left, int above, int aboveLeft)
    {
        var estimate = left + above - aboveLeft;
        var (toLeft, toAbove, toAboveLeft) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - aboveLeft));
        if (toLeft <= toAbove && toLeft <= toAboveLeft) return left;
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}
