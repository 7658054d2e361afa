namespace SleepVLM.Engine.Simulation;

/// <summary>What makes one simulated sleeper, and one recording, differ from the next. None of it depends on the stage.</summary>
/// <remarks>Amplitudes are factors on typical values unless a unit is named. Spreads follow the published and measured ones between people:
/// decibels per band from 22 patients, spindle rate and frequency, alpha production and chin tone as wide as in the clinic.</remarks>
internal sealed record SubjectTraits
{
    /// <summary>Overall level of the EEG, dB.</summary>
    public required double LevelDb { get; init; }
    /// <summary>Slope added to the EEG spectrum, dB per e-fold of frequency around 6 Hz.</summary>
    public required double TiltDb { get; init; }
    /// <summary>Shift of each band of <see cref="StageSpectra.BandCentresHz"/>, dB.</summary>
    public required double[] BandDb { get; init; }
    /// <summary>Shift of the slow bands in N2 and N3 alone, dB: age and sex.</summary>
    public required double SlowWaveDb { get; init; }
    /// <summary>Muscle and amplifier noise in the EEG, dB around the typical one.</summary>
    public required double MuscleFloorDb { get; init; }
    /// <summary>How far wake and sleep differ in muscle noise; 1 is typical.</summary>
    public required double StageContrast { get; init; }
    /// <summary>How unsteady the background is from one few seconds to the next; 1 is typical.</summary>
    public required double Burstiness { get; init; }
    /// <summary>How much an epoch is coloured by the minutes around it, 0 to 1.</summary>
    public required double Blending { get; init; }
    /// <summary>Whether stages have the spectra that were measured, or straight lines.</summary>
    public bool HasMeasuredSpectra { get; init; } = true;

    /// <summary>Peak alpha frequency awake, hertz.</summary>
    public required double AlphaHz { get; init; }
    /// <summary>Occipital alpha amplitude, RMS microvolts; near zero in people who make none.</summary>
    public required double AlphaRmsMicrovolts { get; init; }
    /// <summary>Share of wakefulness with eyes closed.</summary>
    public required double EyesClosedShare { get; init; }

    /// <summary>Central spindle frequency, hertz.</summary>
    public required double SpindleHz { get; init; }
    /// <summary>Spindles a minute in steady N2.</summary>
    public required double SpindlesPerMinute { get; init; }
    /// <summary>Spindle amplitude over the sigma background, as a factor of its RMS: 1.2 is subtle, 4 is plain.</summary>
    public required double SpindleProminence { get; init; }
    /// <summary>How much sigma activity follows the slow waves, 0 to 1.</summary>
    public required double SigmaCoupling { get; init; }
    /// <summary>K complexes a minute in steady N2.</summary>
    public required double KComplexesPerMinute { get; init; }
    /// <summary>Peak to peak amplitude of a typical K complex, frontal, microvolts.</summary>
    public required double KComplexMicrovolts { get; init; }

    /// <summary>Rapid eye movements a minute in phasic R.</summary>
    public required double RemsPerMinute { get; init; }
    /// <summary>Typical rapid eye movement, peak to peak microvolts in one EOG.</summary>
    public required double EyeMovementMicrovolts { get; init; }
    /// <summary>Sign and size of a blink in LOC against ROC: 1 in phase, -1 in opposite phase, as electrodes above or below the eye give it.</summary>
    public required double BlinkSymmetry { get; init; }
    /// <summary>How much slow eye movement accompanies drowsiness.</summary>
    public required double SlowEyeMovementRate { get; init; }

    /// <summary>Muscle in each EOG awake at rest, RMS microvolts at 20-100 Hz.</summary>
    public required double EyeMuscleMicrovolts { get; init; }
    /// <summary>The same in N2 and N3 as a share of wake's; N1 has twice, R half as much.</summary>
    public required double EyeMuscleSleepShare { get; init; }

    /// <summary>Chin tone awake at rest, RMS microvolts.</summary>
    public required double ChinRmsMicrovolts { get; init; }
    /// <summary>Chin tone of N1, N2 and N3 as a share of wake's.</summary>
    public required double ChinSleepShare { get; init; }
    /// <summary>Chin tone of R as a share of N2's; some people hardly lose it.</summary>
    public required double ChinRemShare { get; init; }
    /// <summary>Phasic twitches of the chin in R, as a factor of the usual; REM without atonia has many.</summary>
    public double RemTwitches { get; init; } = 1;

    /// <summary>Arousals an hour of sleep.</summary>
    public required double ArousalsPerHour { get; init; }
    /// <summary>Body movements an hour of wake; sleep has a twentieth.</summary>
    public required double MovementsPerHour { get; init; }
    /// <summary>Seconds of a breath.</summary>
    public required double BreathSeconds { get; init; }
    /// <summary>Snoring heard in the chin channel, RMS microvolts at its loudest; 0 for none.</summary>
    public required double SnoreMicrovolts { get; init; }
    /// <summary>Heart beats a minute.</summary>
    public required double HeartRate { get; init; }

    /// <summary>The same sleeper without swelling and bursts of the background, which would hold events that nobody planted and no list tells of.</summary>
    public SubjectTraits WithSteadyBackground() => Without(SimulatedParts.Unrest | SimulatedParts.Coupling);

    /// <summary>The same sleeper without parts of the simulation.</summary>
    public SubjectTraits Without(SimulatedParts parts)
    {
        return this with
        {
            Burstiness = Kept(SimulatedParts.Unrest, Burstiness), SigmaCoupling = Kept(SimulatedParts.Coupling, SigmaCoupling),
            SpindlesPerMinute = Kept(SimulatedParts.Spindles, SpindlesPerMinute), KComplexesPerMinute = Kept(SimulatedParts.KComplexes, KComplexesPerMinute),
            AlphaRmsMicrovolts = Kept(SimulatedParts.Alpha, AlphaRmsMicrovolts), Blending = Kept(SimulatedParts.Overlap, Blending),
            EyeMovementMicrovolts = Kept(SimulatedParts.Eyes, EyeMovementMicrovolts), RemsPerMinute = Kept(SimulatedParts.Eyes, RemsPerMinute),
            SlowEyeMovementRate = Kept(SimulatedParts.Eyes, SlowEyeMovementRate), EyeMuscleMicrovolts = Kept(SimulatedParts.EyeMuscle, EyeMuscleMicrovolts),
            ArousalsPerHour = Kept(SimulatedParts.Stirring, ArousalsPerHour),
            MovementsPerHour = Kept(SimulatedParts.Stirring, MovementsPerHour), HasMeasuredSpectra = HasMeasuredSpectra && !parts.HasFlag(SimulatedParts.Calibration),
        };

        double Kept(SimulatedParts part, double value) => parts.HasFlag(part) ? 0 : value;
    }

    public static SubjectTraits Draw(NoiseSource noise) => new()
    {
        LevelDb = noise.Gaussian(0, 1.8),
        TiltDb = noise.Gaussian(0, 0.9),
        BandDb = [.. StageSpectra.BandCentresHz.Select(_ => noise.Gaussian(0, 1.2))],
        SlowWaveDb = noise.Gaussian(0, 1.3),
        MuscleFloorDb = noise.Gaussian(0, 3),
        StageContrast = Math.Clamp(noise.Gaussian(1.1, 0.2), 0.5, 1.6),
        Burstiness = Math.Clamp(noise.LogNormal(1, 0.12), 0.7, 1.4),
        Blending = noise.Uniform(0.12, 0.35),
        AlphaHz = Math.Clamp(noise.Gaussian(9.4, 0.9), 7.8, 12),
        AlphaRmsMicrovolts = noise.Chance(0.12) ? noise.Uniform(0, 2) : noise.LogNormal(9, 0.5),
        EyesClosedShare = noise.Uniform(0.35, 0.95),
        SpindleHz = Math.Clamp(noise.Gaussian(13.2, 0.6), 11.6, 15),
        SpindlesPerMinute = Math.Clamp(noise.LogNormal(3.2, 0.5), 0.7, 9),
        SpindleProminence = Math.Clamp(noise.LogNormal(2.1, 0.3), 1.2, 4.5),
        SigmaCoupling = noise.Uniform(0.6, 1),
        KComplexesPerMinute = Math.Clamp(noise.LogNormal(1.7, 0.5), 0.3, 6),
        KComplexMicrovolts = Math.Clamp(noise.LogNormal(135, 0.3), 70, 320),
        RemsPerMinute = Math.Clamp(noise.LogNormal(9, 0.6), 2, 40),
        EyeMovementMicrovolts = Math.Clamp(noise.LogNormal(75, 0.4), 28, 220),
        BlinkSymmetry = noise.Chance(0.6) ? noise.Uniform(0.5, 1) : -noise.Uniform(0.3, 1),
        SlowEyeMovementRate = noise.LogNormal(1, 0.5),
        ChinRmsMicrovolts = Math.Clamp(noise.LogNormal(9, 0.75), 1.2, 60),
        ChinSleepShare = Math.Clamp(noise.LogNormal(0.45, 0.45), 0.12, 1.05),
        ChinRemShare = Math.Clamp(noise.LogNormal(0.5, 0.4), 0.1, 1.05),
        ArousalsPerHour = Math.Clamp(noise.LogNormal(12, 0.6), 2, 60),
        MovementsPerHour = Math.Clamp(noise.LogNormal(16, 0.7), 2, 100),
        BreathSeconds = noise.Uniform(3.0, 5.2),
        SnoreMicrovolts = noise.Chance(0.35) ? noise.LogNormal(5, 0.6) : 0,
        HeartRate = Math.Clamp(noise.Gaussian(62, 9), 42, 95),
        EyeMuscleMicrovolts = Math.Clamp(noise.LogNormal(25, 0.4), 6, 80),
        EyeMuscleSleepShare = Math.Clamp(noise.LogNormal(0.04, 0.4), 0.01, 0.15),
    };
}
