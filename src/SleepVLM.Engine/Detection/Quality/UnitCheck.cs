using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Quality;

/// <summary>Tells amplitudes that a factor of a thousand or a million would explain: millivolts or volts taken for microvolts, or the reverse.</summary>
internal static class UnitCheck
{
    private static readonly double[] Factors = [1e-6, 1e-3, 1e3, 1e6];

    /// <summary>Whether the median second of the night lies beyond physiology, and within it in another unit.</summary>
    public static bool IsWrong(SecondLook look, ChannelRole role)
    {
        double[] moving = [.. look.PeakToPeak.Where(range => range > 0).Select(range => (double)range)];
        if (moving.Length == 0) return false;
        var typical = Percentiles.Of(moving, 50);
        var (least, most) = role == ChannelRole.Chin ? (0.2, 600.0) : (4.0, 400.0);
        // The gap between plausible and wrong is wide: a quiet or a loud channel is not one in another unit.
        var beyond = typical < least / 10 || typical > most * 5;
        return beyond && Factors.Any(factor => typical * factor >= least && typical * factor <= most);
    }
}
