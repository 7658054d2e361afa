using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages.Raster;

namespace SleepVLM.Engine.EpochImages;

/// <summary>How the style <c>sleepvlm</c> draws traces (arXiv 2603.26738 and its code).</summary>
public static class TraceStyle
{
    /// <summary>Line width of a trace, points.</summary>
    public const double LinePt = 0.6;

    private const double PixelsPerInch = 100, PointsPerInch = 72;

    /// <summary>Line width in pixels.</summary>
    public static double Pixels(double points) => points * PixelsPerInch / PointsPerInch;

    /// <summary>Amplitude that fills the height of a band, microvolts; zero lies in its middle.</summary>
    public static double RangeMicrovolts(ChannelRole role) => role == ChannelRole.Chin ? 80 : 100;

    /// <summary>Colour of a trace.</summary>
    public static TraceColour Colour(ChannelRole role) => role switch
    {
        ChannelRole.F4 => new(Red: true, Green: true, Blue: false),
        ChannelRole.C4 => new(Red: false, Green: true, Blue: false),
        ChannelRole.O2 => new(Red: true, Green: false, Blue: false),
        ChannelRole.LOC => new(Red: false, Green: true, Blue: true),
        ChannelRole.ROC => new(Red: true, Green: false, Blue: true),
        ChannelRole.Chin => new(Red: false, Green: false, Blue: true),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "no trace colour"),
    };
}
