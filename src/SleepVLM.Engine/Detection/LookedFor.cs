using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection;

/// <summary>Which kinds of event an epoch's channels let one look for.</summary>
internal static class LookedFor
{
    private static readonly SleepEventKind[] OfEeg =
    [
        SleepEventKind.AlphaRhythm, SleepEventKind.Spindle, SleepEventKind.KComplex, SleepEventKind.SlowWave, SleepEventKind.VertexWave,
        SleepEventKind.SawtoothWaves, SleepEventKind.Arousal,
    ];

    private static readonly SleepEventKind[] OfEyes = [SleepEventKind.RapidEyeMovement, SleepEventKind.SlowEyeMovement, SleepEventKind.Blink];

    /// <summary>Kinds of EEG need one EEG channel that can be assessed, kinds of the eyes both EOG channels; movements are seen wherever they can be told at all.</summary>
    public static IReadOnlySet<SleepEventKind> In(NightFindings night, int epoch)
    {
        var kinds = new HashSet<SleepEventKind>();
        if (!night.Signals.IsWhole(epoch)) return kinds;
        if (night.Signals.First(epoch, ChannelRole.F4, ChannelRole.C4, ChannelRole.O2) is not null) kinds.UnionWith(OfEeg);
        if (night.Signals.HasEyes(epoch)) kinds.UnionWith(OfEyes);
        if (night.Movements is { } movements && movements.Channel.Quality.IsAssessable(epoch)) kinds.Add(SleepEventKind.BodyMovement);
        return kinds;
    }
}
