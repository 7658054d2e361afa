using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Detected events as measurements for a finding.</summary>
internal static class EventEvidence
{
    private const int MostEvents = 3;

    /// <summary>Frequency, or where it has none amplitude, or else length, of the plainest few of the events.</summary>
    public static IEnumerable<Measurement> Of(IEnumerable<DetectedEvent> events, EpochIndex epoch) =>
        events.OrderByDescending(found => found.Score).Take(MostEvents).OrderBy(found => found.OnsetSeconds).SelectMany(found => Of(found, epoch));

    /// <summary>Everything that was measured of one event.</summary>
    public static IEnumerable<Measurement> Of(DetectedEvent found, EpochIndex epoch)
    {
        var name = Name(found.Kind);
        Measurement Figure(string what, double value, string unit) => new(
            $"{name} {what}", Math.Round(value, 2), unit, found.Derivation,
            Math.Round(found.OnsetSeconds - epoch.OnsetSeconds, 2), Math.Round(found.DurationSeconds, 2));
        yield return Figure("length", found.DurationSeconds, "s");
        if (found.FrequencyHz > 0) yield return Figure("frequency", found.FrequencyHz, "Hz");
        if (found.AmplitudeMicrovolts > 0) yield return Figure("amplitude", found.AmplitudeMicrovolts, "uV");
    }

    /// <summary>For example <c>rapid eye movement</c>.</summary>
    public static string Name(SleepEventKind kind) => kind switch
    {
        SleepEventKind.AlphaRhythm => "alpha rhythm",
        SleepEventKind.KComplex => "K complex",
        SleepEventKind.SlowWave => "slow wave",
        SleepEventKind.RapidEyeMovement => "rapid eye movement",
        SleepEventKind.SlowEyeMovement => "slow eye movement",
        SleepEventKind.VertexWave => "vertex wave",
        SleepEventKind.SawtoothWaves => "sawtooth waves",
        SleepEventKind.BodyMovement => "body movement",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
