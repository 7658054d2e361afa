using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Joint;

/// <summary>What spindles, K complexes and rapid eye movements look like in the derivations of a montage, as the AASM manual describes them.</summary>
internal static class EventShapes
{
    private const double FastHertz = 12;

    private static readonly double[] SpindleHertz = [11.6, 12.3, 13, 13.7, 14.4], SpindleSeconds = [0.7, 1.3];
    private static readonly double[] KComplexSeconds = [0.7, 0.9, 1.1], EyeSeconds = [0.4, 0.7, 1.1];

    /// <summary>11-16 Hz, waxing and waning: slow ones largest in front, fast ones in the centre (De Gennaro and Ferrara 2003), both less behind.</summary>
    public static TemplateSet Spindles(IReadOnlyList<ChannelRole> roles, int rateHz)
    {
        double[] slow = Gains(roles, 1, 0.7, 0.2, 0.4, 0.4), fast = Gains(roles, 0.75, 1, 0.4, 0.28, 0.28);
        return new(
            [.. SpindleHertz.SelectMany(hertz => SpindleSeconds.Select(seconds => WaveTemplate.Of(
                hertz < FastHertz ? slow : fast, rateHz, seconds, t => Math.Sin(Math.PI * t / seconds) * Math.Cos(2 * Math.PI * hertz * t))))],
            true, false);
    }

    /// <summary>Frequency of one of the spindle templates.</summary>
    public static double Hertz(int template) => SpindleHertz[template / SpindleSeconds.Length];

    /// <summary>A negative half-wave and a longer, flatter positive one, largest in front; the eyes' electrodes see half of it, in phase.</summary>
    public static TemplateSet KComplexes(IReadOnlyList<ChannelRole> roles, int rateHz)
    {
        var gains = Gains(roles, 1, 0.8, 0.4, 0.5, 0.5);
        return new([.. KComplexSeconds.Select(seconds => WaveTemplate.Of(gains, rateHz, seconds, t => KComplex(t / seconds)))], false, false);
    }

    /// <summary>Eyes that jump, rest and come back: opposite in both EOG channels.</summary>
    public static TemplateSet EyeMovements(IReadOnlyList<ChannelRole> roles, int rateHz)
    {
        var gains = Gains(roles, 0, 0, 0, 1, -0.9);
        return new([.. EyeSeconds.Select(seconds => WaveTemplate.Of(gains, rateHz, seconds, t => Jump(t, seconds)))], false, true);
    }

    private static double[] Gains(IReadOnlyList<ChannelRole> roles, params double[] ofRoles) =>
        [.. roles.Select(role => (int)role < ofRoles.Length ? ofRoles[(int)role] : 0)];

    private static double KComplex(double u)
    {
        const double Negative = 0.35;
        return u < Negative ? -0.6 * Math.Sin(Math.PI * u / Negative) : 0.4 * Math.Sin(Math.PI * (u - Negative) / (1 - Negative));
    }

    private static double Jump(double t, double seconds)
    {
        const double RiseSeconds = 0.1;
        if (t < RiseSeconds) return Smooth(t / RiseSeconds);
        var u = (t - RiseSeconds) / (seconds - RiseSeconds);
        return u < 0.4 ? 1 : Smooth((1 - u) / 0.6);
    }

    private static double Smooth(double u) => u * u * (3 - 2 * u);
}
