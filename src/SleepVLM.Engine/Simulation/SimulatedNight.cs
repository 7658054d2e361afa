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
    private readonly IReadOnlyList<RecordedChannel> _shown;

    internal SimulatedNight(
        SimulationSettings settings, IReadOnlyList<RecordedChannel> channels, IReadOnlyList<SleepEvent> events,
        IReadOnlyList<SignalArtefact> artefacts, IReadOnlyList<SimulatedEpoch> epochs, IReadOnlyList<EpochTruth> truths)
    {
        (Settings, Recorded, Events, Artefacts, Epochs, Truths) = (settings, channels, events, artefacts, epochs, truths);
        _shown = [.. channels.Where(channel => channel.Derivation.IsPrimary).OrderBy(channel => channel.Derivation.Role)];
        Montage = new Montage([.. _shown.Select(channel => Describe(channel.Derivation))], ["simulated"]);
    }

    /// <summary>What the night was made from.</summary>
    public SimulationSettings Settings { get; }

    /// <inheritdoc/>
    public Montage Montage { get; }

    /// <inheritdoc/>
    public double DurationSeconds => Epochs.Count * EpochIndex.Duration.TotalSeconds;

    /// <inheritdoc/>
    public IReadOnlyList<SignalSegment> Segments => [new SignalSegment(0, DurationSeconds)];

    /// <summary>All events of the night in time order, whatever channels are in view; their sizes are those in the derivations of the montage.</summary>
    public IReadOnlyList<SleepEvent> Events { get; }

    /// <summary>What is wrong with single channels, in time order, whatever channels are in view.</summary>
    public IReadOnlyList<SignalArtefact> Artefacts { get; }

    /// <summary>Stage and events of each epoch.</summary>
    public IReadOnlyList<SimulatedEpoch> Epochs { get; }

    /// <summary>Figures of each epoch.</summary>
    public IReadOnlyList<EpochTruth> Truths { get; }

    /// <summary>Every channel that goes into a file, those beside the staging montage included.</summary>
    internal IReadOnlyList<RecordedChannel> Recorded { get; }

    /// <summary>The same night with fewer channels, as many recordings have; signals are shared, not copied.</summary>
    /// <exception cref="SimulationException">No role is named, or one that is not in view.</exception>
    public SimulatedNight WithChannels(params IReadOnlyList<ChannelRole> roles)
    {
        if (roles.Count == 0) throw new SimulationException($"a simulated night needs at least one channel: name some of {string.Join(", ", Montage.Channels.Select(channel => channel.Role))}");
        foreach (var role in roles)
            if (Montage.RowOf(role) < 0) throw new SimulationException($"the simulated night has no channel {role}: name some of {string.Join(", ", Montage.Channels.Select(channel => channel.Role))}");
        return With(channel => roles.Contains(channel.Derivation.Role));
    }

    /// <summary>The same night with the channels of these names; signals are shared, not copied.</summary>
    /// <param name="names">Of <see cref="ChannelNames"/>, in any order and case.</param>
    /// <exception cref="SimulationException">A name is none of them, or there is none.</exception>
    public SimulatedNight WithChannelsNamed(IReadOnlyList<string> names)
    {
        RequireChannels(Settings.Montage, names);
        return With(channel => names.Contains(channel.Derivation.Name, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>What the channels of a montage are called.</summary>
    public static IReadOnlyList<string> ChannelNames(SimulatedMontage montage) => [.. SimulatedDerivation.Of(montage).Select(derivation => derivation.Name)];

    /// <summary>Looks at names before a night is made for them.</summary>
    /// <exception cref="SimulationException">A name is none of the montage's channels, or there is none.</exception>
    public static void RequireChannels(SimulatedMontage montage, IReadOnlyList<string> names)
    {
        var known = ChannelNames(montage);
        foreach (var name in names.Count == 0 ? [""] : names)
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new SimulationException($"'{name}' is no channel of the montage; name some of {string.Join(",", known)}");
    }

    /// <summary>SHA-256, hexadecimal, of what a recording of the channels in view would hold: names, rate, steps and samples.</summary>
    public string ComputeSha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var channel in _shown)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{channel.Derivation.Name} {Settings.SampleRateHz} {channel.StepMicrovolts:R}")));
            hash.AppendData(MemoryMarshal.AsBytes(channel.Samples.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The segment reaches beyond the night.</exception>
    public double[] Read(int row, SignalSegment segment) => Read(_shown[row], segment);

    /// <summary>Samples of a recorded channel, microvolts.</summary>
    internal double[] Read(RecordedChannel channel, SignalSegment segment)
    {
        var rate = Settings.SampleRateHz;
        var first = (int)Math.Round(segment.OnsetSeconds * rate);
        var digital = channel.Samples.AsSpan(first, (int)Math.Round(segment.DurationSeconds * rate));
        var microvolts = new double[digital.Length];
        for (var i = 0; i < microvolts.Length; i++) microvolts[i] = digital[i] * channel.StepMicrovolts;
        return microvolts;
    }

    private SimulatedNight With(Func<RecordedChannel, bool> keeps) => new(Settings, Shown([.. Recorded.Where(keeps)]), Events, Artefacts, Epochs, Truths);

    /// <summary>A side of the head that is left alone takes its place in the montage.</summary>
    private static IReadOnlyList<RecordedChannel> Shown(IReadOnlyList<RecordedChannel> channels) =>
    [
        .. channels.Select(channel => channel.Derivation.IsPrimary || channels.Any(other => other != channel && other.Derivation.Role == channel.Derivation.Role)
            ? channel : channel with { Derivation = channel.Derivation with { IsPrimary = true } }),
    ];

    private MontageChannel Describe(SimulatedDerivation derivation) => new(
        derivation.Role, derivation.Derivation, [derivation.Label], Settings.SampleRateHz, "uV",
        !derivation.IsPlain ? ChannelOrigin.Bipolar : derivation.LiesOver(Hemisphere.Left) ? ChannelOrigin.Contralateral : ChannelOrigin.Recorded, "");
}
