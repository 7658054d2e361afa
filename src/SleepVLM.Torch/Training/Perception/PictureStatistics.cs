using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.EpochImages.Raster;

namespace SleepVLM.Torch.Training;

/// <summary>What can be read off a picture without seeing shapes: for each stretch the height, middle and jumps of a trace's columns of pixels.</summary>
public static class PictureStatistics
{
    /// <summary>Figures of one stretch of one channel, a constant included.</summary>
    public const int Count = 6;

    private const int LeastInk = 24;
    private const double Floor = 0.3;

    /// <summary>Row-major <c>[stretch, figure]</c> of a channel: logarithms of the mean height, the spread of middles, their mean jump, their mean distance
    /// from the band's centre, and the largest height, all in uV.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="role">The channel.</param>
    /// <param name="band">Its band, 0 at the top.</param>
    /// <param name="bands">Bands of the picture.</param>
    /// <param name="stretches">Even parts of the epoch.</param>
    public static double[] Of(EpochImage image, ChannelRole role, int band, int bands, int stretches)
    {
        var microvolts = TraceStyle.RangeMicrovolts(role) * bands / image.HeightPx;
        var centre = (band + 0.5) * image.HeightPx / bands;
        var figures = new double[stretches * Count];
        for (var stretch = 0; stretch < stretches; stretch++)
        {
            var columns = Columns(image, role, stretch * image.WidthPx / stretches, (stretch + 1) * image.WidthPx / stretches).ToArray();
            var middles = columns.Select(column => column.Middle).DefaultIfEmpty(centre).ToArray();
            var mean = middles.Average();
            var jumps = middles.Zip(middles.Skip(1), (a, b) => Math.Abs(a - b)).DefaultIfEmpty().Average();
            double[] inked =
            [
                columns.Select(column => column.Height).DefaultIfEmpty().Average(), Math.Sqrt(middles.Average(middle => (middle - mean) * (middle - mean))), jumps,
                middles.Average(middle => Math.Abs(middle - centre)), columns.Select(column => column.Height).DefaultIfEmpty().Max(),
            ];
            figures[stretch * Count] = 1;
            for (var i = 0; i < inked.Length; i++) figures[stretch * Count + 1 + i] = Math.Log10(Math.Max(Floor, inked[i] * microvolts));
        }

        return figures;
    }

    private static IEnumerable<(double Middle, double Height)> Columns(EpochImage image, ChannelRole role, int from, int to)
    {
        var colour = TraceStyle.Colour(role);
        for (var x = from; x < to; x++)
        {
            var (sum, weighted, top, bottom) = (0.0, 0.0, -1, -1);
            for (var y = 0; y < image.HeightPx; y++)
            {
                var ink = Ink(image.Rgb.Span.Slice((y * image.WidthPx + x) * 3, 3), colour);
                if (ink < LeastInk) continue;
                (sum, weighted) = (sum + ink, weighted + ink * (y + 0.5));
                if (top < 0) top = y;
                bottom = y;
            }

            if (sum > 0) yield return (weighted / sum, bottom - top + 1);
        }
    }

    // How much of a colour made of full and empty parts a pixel holds; grey holds none.
    private static int Ink(ReadOnlySpan<byte> pixel, TraceColour colour)
    {
        var (least, most) = (255, 0);
        Take(pixel[0], colour.Red);
        Take(pixel[1], colour.Green);
        Take(pixel[2], colour.Blue);
        return Math.Max(0, least - most);

        void Take(byte value, bool on)
        {
            if (on) least = Math.Min(least, value);
            else most = Math.Max(most, value);
        }
    }
}
