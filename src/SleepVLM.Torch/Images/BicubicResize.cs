namespace SleepVLM.Torch.Images;

/// <summary>Bicubic resizing of RGB pictures, bit for bit as Pillow does it.</summary>
/// <remarks>Kernel a = -0.5, widened when shrinking; weights with 22 fractional bits; columns first, rounded to bytes between the passes.</remarks>
public static class BicubicResize
{
    private const int FractionBits = 22;
    private const int Channels = 3;

    /// <summary>Resizes.</summary>
    /// <param name="rgb">Row-major <c>[y, x, 3]</c>.</param>
    /// <param name="widthPx">Width, pixels.</param>
    /// <param name="heightPx">Height, pixels.</param>
    /// <param name="newWidthPx">Wanted width, pixels.</param>
    /// <param name="newHeightPx">Wanted height, pixels.</param>
    /// <exception cref="ArgumentException">A size below 1, or bytes that are not width * height * 3.</exception>
    public static byte[] Resize(ReadOnlySpan<byte> rgb, int widthPx, int heightPx, int newWidthPx, int newHeightPx)
    {
        foreach (var side in (ReadOnlySpan<int>)[widthPx, heightPx, newWidthPx, newHeightPx]) ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        if (rgb.Length != (long)widthPx * heightPx * Channels)
            throw new ArgumentException($"{rgb.Length} bytes are no picture of {widthPx}x{heightPx} pixels", nameof(rgb));

        var picture = rgb.ToArray();
        if (newWidthPx != widthPx) picture = ResizeColumns(picture, widthPx, heightPx, newWidthPx);
        return newHeightPx == heightPx ? picture : ResizeRows(picture, newWidthPx, heightPx, newHeightPx);
    }

    private static byte[] ResizeColumns(byte[] source, int width, int height, int newWidth)
    {
        var taps = Taps.Of(width, newWidth);
        var target = new byte[checked(newWidth * height * Channels)];
        for (var y = 0; y < height; y++)
        {
            var from = source.AsSpan(y * width * Channels, width * Channels);
            var to = target.AsSpan(y * newWidth * Channels, newWidth * Channels);
            for (var x = 0; x < newWidth; x++)
            {
                var (red, green, blue) = (Half, Half, Half);
                var at = taps[x].First * Channels;
                foreach (var weight in taps[x].Weights)
                {
                    red += from[at] * weight;
                    green += from[at + 1] * weight;
                    blue += from[at + 2] * weight;
                    at += Channels;
                }

                (to[x * Channels], to[(x * Channels) + 1], to[(x * Channels) + 2]) = (ToByte(red), ToByte(green), ToByte(blue));
            }
        }

        return target;
    }

    private static byte[] ResizeRows(byte[] source, int width, int height, int newHeight)
    {
        var taps = Taps.Of(height, newHeight);
        var length = width * Channels;
        var target = new byte[checked(newHeight * length)];
        var sums = new int[length];
        for (var y = 0; y < newHeight; y++)
        {
            Array.Fill(sums, Half);
            for (var i = 0; i < taps[y].Weights.Length; i++)
            {
                var row = source.AsSpan((taps[y].First + i) * length, length);
                var weight = taps[y].Weights[i];
                for (var x = 0; x < row.Length; x++) sums[x] += row[x] * weight;
            }

            for (var x = 0; x < length; x++) target[(y * length) + x] = ToByte(sums[x]);
        }

        return target;
    }

    private static int Half => 1 << (FractionBits - 1);

    private static byte ToByte(int sum) => (byte)Math.Clamp(sum >> FractionBits, 0, 255);

    /// <summary>The source pixels that make one target pixel.</summary>
    private sealed record Taps(int First, int[] Weights)
    {
        private const double Support = 2;

        public static Taps[] Of(int length, int newLength)
        {
            var scale = (double)length / newLength;
            var widening = Math.Max(scale, 1);
            var taps = new Taps[newLength];
            for (var i = 0; i < newLength; i++)
            {
                var centre = (i + 0.5) * scale;
                var first = Math.Max(0, (int)(centre - (Support * widening) + 0.5));
                var end = Math.Min(length, (int)(centre + (Support * widening) + 0.5));
                var weights = new double[end - first];
                for (var j = 0; j < weights.Length; j++) weights[j] = Cubic((j + first - centre + 0.5) / widening);
                var sum = weights.Sum();
                // Away from zero at halves: Pillow adds 0.5 with the weight's sign and truncates.
                taps[i] = new Taps(first, Array.ConvertAll(weights, weight => (int)((weight / sum * (1 << FractionBits)) + (weight / sum < 0 ? -0.5 : 0.5))));
            }

            return taps;
        }

        private static double Cubic(double distance)
        {
            const double A = -0.5;
            var x = Math.Abs(distance);
            return x < 1 ? (((((A + 2) * x) - (A + 3)) * x * x) + 1) : x < 2 ? ((((((x - 5) * x) + 8) * x) - 4) * A) : 0;
        }
    }
}
