using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Torch.Training;

/// <summary>Who is recorded and with what: simulated subjects on a mix of montages.</summary>
public sealed class TrainingCohort
{
    private static readonly ChannelRole[] All = Enum.GetValues<ChannelRole>();

    private readonly IReadOnlyList<(int Weight, ChannelRole[] Channels)> _montages;

    private TrainingCohort(string name, params IReadOnlyList<(int Weight, ChannelRole[] Channels)> montages) => (Name, _montages) = (name, montages);

    /// <summary>The cohorts by name: <c>mixed</c> montages as met in the field, <c>six</c> channels always, <c>c4</c> alone.</summary>
    public static IReadOnlyList<TrainingCohort> Known { get; } =
    [
        new("mixed",
            (8, All),
            (7, [ChannelRole.C4]),
            (1, [ChannelRole.F4]),
            (1, [ChannelRole.F4, ChannelRole.O2, ChannelRole.LOC]),
            (1, [ChannelRole.C4, ChannelRole.LOC, ChannelRole.ROC, ChannelRole.Chin]),
            (1, [ChannelRole.C4, ChannelRole.O2, ChannelRole.LOC, ChannelRole.ROC, ChannelRole.Chin]),
            (1, [ChannelRole.F4, ChannelRole.C4, ChannelRole.O2])),
        new("six", (1, All)),
        new("c4", (1, [ChannelRole.C4])),
    ];

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Length of a recording, minutes, up to eight hours; default two hours, since many subjects teach more than much of each.</summary>
    public double Minutes { get; init; } = 120;

    /// <summary>Parts of the simulation that are left out, to measure what they are worth; none by default.</summary>
    public SimulatedParts Without { get; init; }

    /// <summary>The same montages with recordings of another length, or without parts of the simulation.</summary>
    public TrainingCohort With(double minutes, SimulatedParts without = SimulatedParts.None) => new(Name, _montages) { Minutes = minutes, Without = without };

    /// <summary>The cohort of that name.</summary>
    /// <exception cref="SleepVlmException">There is none.</exception>
    public static TrainingCohort Named(string name) => Known.FirstOrDefault(cohort => cohort.Name == name)
        ?? throw new SleepVlmException($"--cohort {name}: must be one of {string.Join(", ", Known.Select(cohort => cohort.Name))}");

    /// <summary>Settings of the subject with this seed: healthy or ill, a stretch from anywhere in a night, at one of the common sampling rates.</summary>
    public SimulationSettings SettingsFor(int seed)
    {
        var subject = new SimulationSettings { Seed = seed, Disorder = DisorderDraw.OfSeed(seed), SampleRateHz = seed % 3 == 0 ? 200 : 128, Without = Without };
        return subject with { Hypnogram = SimulatedHypnogram.Stretch(subject, (int)(2 * Minutes)) };
    }

    /// <summary>Channels of the subject's recording.</summary>
    public IReadOnlyList<ChannelRole> ChannelsFor(int seed)
    {
        var drawn = (int)(((uint)seed * 2654435761u >> 7) % (uint)_montages.Sum(m => m.Weight));
        foreach (var (weight, channels) in _montages)
            if ((drawn -= weight) < 0) return channels;
        throw new InvalidOperationException("weights do not add up");
    }
}
