using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>What decides a simulated night; equal settings give equal nights, sample for sample.</summary>
public sealed record SimulationSettings
{
    /// <summary>Subject, hypnogram, events and noise are all drawn from it.</summary>
    /// <value>1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>Length of the recording, minutes: 1 to 1440, rounded down to whole epochs.</summary>
    /// <remarks>Below <see cref="NightArchitecture.UncompressedMinutes"/> a whole night's architecture is compressed into the recording.</remarks>
    /// <value>480.</value>
    public double Minutes { get; init; } = 480;

    /// <summary>Samples per second of every channel: 50 to 2048, whole samples in 30 s, for example 102.4.</summary>
    /// <value>128.</value>
    public double SampleRateHz { get; init; } = 128;

    /// <summary>What the sleeper suffers from.</summary>
    /// <value>None.</value>
    public Disorder Disorder { get; init; } = Disorder.None;

    /// <summary>Age in years, 18 to 100; null for a sleeper as the mean of all ages. <see cref="AgeDraw"/> draws one.</summary>
    /// <value>null.</value>
    public int? AgeYears { get; init; }

    /// <summary>Derivations that are recorded.</summary>
    /// <value>Aasm.</value>
    public SimulatedMontage Montage { get; init; } = SimulatedMontage.Aasm;

    /// <summary>Artefacts to plant plainly in stretches of single channels, and no others; null for those that come by themselves, mostly faint.</summary>
    /// <value>null.</value>
    public ArtefactKinds? PlantedArtefacts { get; init; }

    /// <summary>Frequency of mains hum, 50 or 60; null to draw one of them.</summary>
    /// <value>null.</value>
    public int? MainsHz { get; init; }

    /// <summary>Stages to follow instead of drawn ones, one per epoch; decides the length when given.</summary>
    /// <remarks>The scored stage of an epoch can still change between N2 and N3 when its slow waves say so.</remarks>
    public IReadOnlyList<SleepStage>? Hypnogram { get; init; }

    /// <summary>Level of every spindle, K complex and rapid eye movement over the background around it, dB; null for what the subject makes.</summary>
    /// <remarks>-40 to 40; a spindle by root mean square over that of the 0.3-35 Hz around it, a K complex or rapid eye movement peak to peak over the largest
    /// usual swing of the background around it (docs/detectors.md, Level). The background is steady then, without swelling and bursts that no list tells of, and
    /// planted events of a kind lie 0.3 s apart or more. For measuring detectors; such nights teach nothing about stages.</remarks>
    /// <value>null.</value>
    public double? EventLevelDb { get; init; }

    /// <summary>Parts to leave out, to measure what they are worth.</summary>
    /// <value>None.</value>
    public SimulatedParts Without { get; init; }

    /// <summary>Whole epochs in the recording.</summary>
    public int EpochCount => Hypnogram?.Count ?? (int)(Minutes * 2 + 1e-9);

    /// <exception cref="SimulationException">A value is out of range.</exception>
    public void Validate()
    {
        if (Hypnogram is null && Minutes is not (>= 1 and <= 1440))
            throw new SimulationException(FormattableString.Invariant($"cannot simulate {Minutes} minutes: give 1 to 1440"));
        if (Hypnogram is not null && Hypnogram.Count is not (>= 2 and <= 2880))
            throw new SimulationException(FormattableString.Invariant($"cannot simulate a hypnogram of {Hypnogram.Count} epochs: give 2 to 2880"));
        if (EventLevelDb is not (null or (>= -40 and <= 40)))
            throw new SimulationException(FormattableString.Invariant($"cannot plant events at {EventLevelDb} dB: give -40 to 40"));
        if (SampleRateHz is not (>= SampleRates.LowestHz and <= SampleRates.HighestHz))
            throw new SimulationException(FormattableString.Invariant($"cannot simulate at {SampleRateHz} Hz: give {SampleRates.LowestHz} to {SampleRates.HighestHz}"));
        if (SampleRates.RecordLength(SampleRateHz) is null)
            throw new SimulationException(FormattableString.Invariant($"cannot simulate at {SampleRateHz} Hz: EDF stores whole samples, and this rate gives none in 30 s; give one like 102.4, 128 or 333.3"));
        if (AgeYears is not (null or (>= AgeEffects.Youngest and <= AgeEffects.Oldest)))
            throw new SimulationException($"cannot simulate a sleeper of {AgeYears} years: give {AgeEffects.Youngest} to {AgeEffects.Oldest}");
        if (MainsHz is not (null or 50 or 60)) throw new SimulationException($"cannot simulate mains of {MainsHz} Hz: give 50 or 60");
    }
}
