namespace SleepVLM.Engine.EpochImages.Raster;

/// <summary>What becomes of an opaque channel value under a colour of some opacity, in Matplotlib's 8-bit integer arithmetic.</summary>
/// <param name="colour">The channel value painted, 0 to 255.</param>
internal sealed class BlendTable(byte colour)
{
    private readonly byte[] _results = Tabulate(colour);

    /// <summary>The channel value after painting, at <c>[alpha * 256 + before]</c>.</summary>
    public ReadOnlySpan<byte> Results => _results;

    /// <summary>The 256 results for one opacity.</summary>
    public ReadOnlySpan<byte> For(int alpha) => _results.AsSpan(alpha << 8, 256);

    /// <summary>Opacity times coverage, both 0 to 255, rounded (Anti-Grain Geometry's 8-bit product).</summary>
    public static int Multiply(int opacity, int coverage)
    {
        var product = opacity * coverage + 128;
        return ((product >> 8) + product) >> 8;
    }

    private static byte[] Tabulate(byte colour)
    {
        var results = new byte[256 * 256];
        for (var alpha = 0; alpha < 256; alpha++)
            for (var before = 0; before < 256; before++)
                results[(alpha << 8) + before] = Blend(colour, alpha, before);
        return results;
    }

    private static byte Blend(int colour, int alpha, int before)
    {
        if (alpha == 0) return (byte)before;
        if (alpha == 255) return (byte)colour;
        var opaque = before * 255;
        return (byte)((((colour << 8) - opaque) * alpha + (opaque << 8)) / (((alpha + 255) << 8) - alpha * 255));
    }
}
