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

    /// <summary>Settings of the subject with this seed: eight hours at one of the common sampling rates.</summary>
    public static SimulationSettings SettingsFor(int seed) => new() { Seed = seed, Minutes = 480, SampleRateHz = seed % 3 == 0 ? 200 : 128 };

    /// <summary>Channels of the subject's recording.</summary>
    public static IReadOnlyList<ChannelRole> ChannelsFor(int seed)
    {
        var drawn = (int)(((uint)seed * 2654435761u >> 7) % (uint)Montages.Sum(m => m.Weight));
        foreach (var (weight, channels) in Montages)
            if ((drawn -= weight) < 0) return channels;
        throw new InvalidOperationException("weights do not add up");
    }
}
