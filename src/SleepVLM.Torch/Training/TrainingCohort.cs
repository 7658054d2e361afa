using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Torch.Training;

/// <summary>Who is recorded and with what: simulated subjects on the montages met in the field.</summary>
public static class TrainingCohort
{
    private static readonly (int Weight, ChannelRole[] Channels)[] Montages =
    [
        (8, [ChannelRole.F4, ChannelRole.C4, ChannelRole.O2, ChannelRole.LOC, ChannelRole.ROC, ChannelRole.Chin]),
        (7, [ChannelRole.C4]),
        (1, [ChannelRole.F4]),
        (1, [ChannelRole.F4, ChannelRole.O2, ChannelRole.LOC]),
        (1, [ChannelRole.C4, ChannelRole.LOC, ChannelRole.ROC, ChannelRole.Chin]),
        (1, [ChannelRole.C4, ChannelRole.O2, ChannelRole.LOC, ChannelRole.ROC, ChannelRole.Chin]),
        (1, [ChannelRole.F4, ChannelRole.C4, ChannelRole.O2]),
    ];

    /// <summary>Epochs of a subject's recording: two hours, since many subjects teach more than much of each.</summary>
    public const int EpochsPerSubject = 240;

    /// <summary>Settings of the subject with this seed: two hours from anywhere in a night, at one of the common sampling rates.</summary>
    public static SimulationSettings SettingsFor(int seed) =>
        new() { Seed = seed, Hypnogram = SimulatedHypnogram.Stretch(seed, EpochsPerSubject), SampleRateHz = seed % 3 == 0 ? 200 : 128 };

    /// <summary>Channels of the subject's recording.</summary>
    public static IReadOnlyList<ChannelRole> ChannelsFor(int seed)
    {
        var drawn = (int)(((uint)seed * 2654435761u >> 7) % (uint)Montages.Sum(m => m.Weight));
        foreach (var (weight, channels) in Montages)
            if ((drawn -= weight) < 0) return channels;
        throw new InvalidOperationException("weights do not add up");
    }
}
