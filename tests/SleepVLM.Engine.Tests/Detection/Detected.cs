using SleepVLM.Contracts;
using SleepVLM.Engine.Tests.Rules.Measurements;

namespace SleepVLM.Engine.Tests.Detection;

/// <summary>Short ways to ask what was found in a synthetic night.</summary>
internal static class Detected
{
    /// <summary>Four minutes of a falling background of about 6 uV RMS, in which a test draws.</summary>
    public static SyntheticNight Night(params ChannelRole[] roles) => new(8, 5, 9, roles);

    public static DetectedEvent[] Found(this SyntheticNight night, SleepEventKind kind, ChannelRole? channel = null) =>
        [.. night.Measure().Detections.Events.Where(found => found.Kind == kind && (channel is null || found.Channel == channel))];

    /// <summary>Adds a shape, time in seconds from its start.</summary>
    public static SyntheticNight Draw(this SyntheticNight night, ChannelRole role, double onset, double duration, Func<double, double> wave)
    {
        for (var i = 0; i < (int)(duration * SyntheticNight.RateHz); i++)
            night[role][(int)Math.Round(onset * SyntheticNight.RateHz) + i] += (float)wave((double)i / SyntheticNight.RateHz);
        return night;
    }

    /// <summary>A spindle with a smooth envelope; amplitude is peak to peak at its middle.</summary>
    public static SyntheticNight Spindle(this SyntheticNight night, ChannelRole role, double onset, double duration, double hertz, double amplitude) =>
        night.Draw(role, onset, duration, t => amplitude / 2 * Math.Sin(Math.PI * t / duration) * Math.Sin(2 * Math.PI * hertz * t));

    /// <summary>A negative half-wave and a positive one after it; amplitude is peak to peak.</summary>
    public static SyntheticNight KComplex(this SyntheticNight night, ChannelRole role, double onset, double amplitude) =>
        night.Draw(role, onset, 0.9, t => t < 0.35 ? -0.6 * amplitude * Math.Sin(Math.PI * t / 0.35) : 0.4 * amplitude * Math.Sin(Math.PI * (t - 0.35) / 0.55));

    /// <summary>A conjugate step of the eyes, held and taken back.</summary>
    public static SyntheticNight Saccade(this SyntheticNight night, double onset, double amplitude)
    {
        double Wave(double t) => amplitude * (t < 0.1 ? t / 0.1 : t < 0.4 ? 1 : Math.Max(0, 1 - (t - 0.4) / 0.3));
        return night.Draw(ChannelRole.LOC, onset, 0.7, Wave).Draw(ChannelRole.ROC, onset, 0.7, t => -Wave(t));
    }

    public static void AssertOne(this DetectedEvent[] found, double onset, double duration, double tolerance)
    {
        var one = Assert.Single(found);
        Assert.InRange(one.OnsetSeconds, onset - tolerance, onset + tolerance);
        Assert.InRange(one.DurationSeconds, duration - tolerance, duration + tolerance);
        Assert.InRange(one.Score, 0.5, 1);
        Assert.NotEmpty(one.OperatingPoint);
    }
}
