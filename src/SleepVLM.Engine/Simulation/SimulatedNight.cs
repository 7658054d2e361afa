using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Montages;

namespace SleepVLM.Engine.Simulation;

/// <summary>A recording made up by <see cref="NightSimulator"/>, with everything that is true of it.</summary>
/// <remarks>About 45 MB for eight hours of six channels at 128 Hz.</remarks>
public sealed class SimulatedNight : IMontageSignals
{
    private readonly short[][] _samples;
    private readonly double[] _stepMicrovolts;

    internal SimulatedNight(
        SimulationSettings settings, short[][] samples, double[] stepMicrovolts, IReadOnlyList<SleepEvent> events,
        IReadOnlyList<SimulatedEpoch> epochs, IReadOnlyList<EpochTruth> truths)
        : this(settings, samples, stepMicrovolts, events, epochs, truths, Enum.GetValues<ChannelRole>())
    {
    }

    private SimulatedNight(
        SimulationSettings settings, short[][] samples, double[] stepMicrovolts, IReadOnlyList<SleepEvent> events,
        IReadOnlyList<SimulatedEpoch> epochs, IReadOnlyList<EpochTruth> truths, IReadOnlyList<ChannelRole> roles)
    {
        (Settings, _samples, _stepMicrovolts, Events, Epochs, Truths) = (settings, samples, stepMicrovolts, events, epochs, truths);
        Montage = new Montage([.. roles.Order().Select(Describe)], ["simulated"]);
    }

    /// <summary>What the night was made from.</summary>
    public SimulationSettings Settings { get; }

    /// <inheritdoc/>
    public Montage Montage { get; }

    /// <inheritdoc/>
    public double DurationSeconds => Epochs.Count * EpochIndex.Duration.TotalSeconds;

    /// <inheritdoc/>
    public IReadOnlyList<SignalSegment> Segments => [new SignalSegment(0, DurationSeconds)];

    /// <summary>All events of the night in time order, whatever channels are in view.</summary>
    public IReadOnlyList<SleepEvent> Events { get; }

    /// <summary>Stage and events of each epoch.</summary>
    public IReadOnlyList<SimulatedEpoch> Epochs { get; }

    /// <summary>Figures of each epoch.</summary>
    public IReadOnlyList<EpochTruth> Truths { get; }

    /// <summary>Microvolts of one step of the simulated converter.</summary>
    public double StepMicrovolts(ChannelRole role) => _stepMicrovolts[(int)role];

    /// <summary>The same night with fewer channels, as many recordings have; signals are shared, not copied.</summary>
    /// <exception cref="SimulationException">No role is named, or one that is not in view.</exception>
    public SimulatedNight WithChannels(params IReadOnlyList<ChannelRole> roles)
    {
        if (roles.Count == 0) throw new SimulationException("a simulated night needs at least one channel: name some of F4, C4, O2, LOC, ROC, Chin");
        foreach (var role in roles)
            if (Montage.RowOf(role) < 0) throw new SimulationException($"the simulated night has no channel {role}: name some of {string.Join(", ", Montage.Channels.Select(channel => channel.Role))}");
        return new SimulatedNight(Settings, _samples, _stepMicrovolts, Events, Epochs, Truths, [.. roles.Distinct()]);
    }

    /// <summary>SHA-256, hexadecimal, of what a recording of the channels in view would hold: roles, rate, steps and samples.</summary>
    public string ComputeSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var role in Montage.Channels.Select(channel => (int)channel.Role))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{role} {Settings.SampleRateHz} {_stepMicrovolts[role]:R}")));
            hash.AppendData(MemoryMarshal.AsBytes(_samples[role].AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The segment reaches beyond the night.</exception>
    public double[] Read(int row, SignalSegment segment)
    {
        var role = (int)Montage.Channels[row].Role;
        var rate = Settings.SampleRateHz;
        var first = (int)Math.Round(segment.OnsetSeconds * rate);
        var digital = _samples[role].AsSpan(first, (int)Math.Round(segment.DurationSeconds * rate));
        var microvolts = new double[digital.Length];
        for (var i = 0; i < microvolts.Length; i++) microvolts[i] = digital[i] * _stepMicrovolts[role];
        return microvolts;
    }

    private MontageChannel Describe(ChannelRole role)
    {
        var derivation = role switch
        {
            ChannelRole.LOC => new Derivation("E1", "M2"),
            ChannelRole.ROC => new Derivation("E2", "M2"),
            ChannelRole.Chin => new Derivation("Chin1", "Chin2"),
            _ => new Derivation(role.ToString(), "M1"),
        };
        return new MontageChannel(role, derivation, [derivation.ToString()], Settings.SampleRateHz, "uV", ChannelOrigin.Recorded, "");
    }
}
