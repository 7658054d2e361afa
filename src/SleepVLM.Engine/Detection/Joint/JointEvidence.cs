using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Joint;

/// <summary>What all EEG and EOG channels of a night together say of spindles, K complexes and rapid eye movements.</summary>
internal sealed class JointEvidence
{
    private const double Loading = 0.1;

    private JointEvidence(IReadOnlyList<Evidence> kinds) => (Spindles, KComplexes, EyeMovements) = (kinds[0], kinds[1], kinds[2]);

    public Evidence Spindles { get; }

    public Evidence KComplexes { get; }

    public Evidence EyeMovements { get; }

    /// <summary>Looks at the whole night; null where it has neither EEG nor EOG.</summary>
    /// <param name="night">Filtered signals.</param>
    /// <param name="cancellationToken">Stops between epochs.</param>
    public static JointEvidence? Of(NightSignals night, CancellationToken cancellationToken)
    {
        ChannelSignal[] channels = [.. night.Channels.Where(channel => channel.Role != ChannelRole.Chin)];
        if (channels.Length == 0) return null;
        ChannelRole[] roles = [.. channels.Select(channel => channel.Role)];
        var rateHz = channels[0].RateHz;
        var bank = new MatchedFilterBank(channels, new BackgroundSpectra(channels, null, Loading, cancellationToken));
        return new JointEvidence(bank.Look(
            [EventShapes.Spindles(roles, rateHz), EventShapes.KComplexes(roles, rateHz), EventShapes.EyeMovements(roles, rateHz)], cancellationToken));
    }
}
