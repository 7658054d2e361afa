using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Sentences on what surrounds the EEG of an epoch: muscle tone, the epochs beside it, what cannot be assessed, and which other stage is ruled out.</summary>
internal sealed class ContextStatements(EpochReading reading, BackgroundStatements background, EventStatements events, Prose prose)
{
    private bool _chinTold;

    /// <summary>Chin tone, unless it cannot be assessed or has been told.</summary>
    public string? ChinIfNew()
    {
        if (reading.Chin is not { } tone || _chinTold) return null;
        _chinTold = true;
        var name = tone switch { ChinTone.Low => "low", ChinTone.Moderate => "moderate", _ => "high" };
        return prose.Pick([
            $"Chin tone is {name} for this night.",
            $"The chin EMG shows {name} tone.",
            $"Muscle tone in the chin EMG is {name}.",
            $"Against the rest of the night chin tone is {name}."]);
    }

    /// <summary>What a missing channel leaves open.</summary>
    public string? NotAssessable() => (reading.RapidEyeMovementsKnown || reading.Channels.HasEog, reading.Chin is not null) switch
    {
        (true, true) => null,
        (false, true) => prose.Pick(["Eye movements cannot be assessed.", "Eye movements are not assessable here."]),
        (true, false) => prose.Pick(["Muscle tone cannot be assessed.", "Muscle tone is not assessable here."]),
        (false, false) => prose.Pick(["Eye movements and muscle tone cannot be assessed.", "Neither eye movements nor muscle tone can be assessed."]),
    };

    /// <summary>The stages around the epoch, where known.</summary>
    public string? Neighbours() => (reading.Previous, reading.Next) switch
    {
        (null, null) => null,
        ({ } before, null) => $"The preceding epoch is {before}.",
        (null, { } after) => $"The following epoch is {after}.",
        ({ } before, { } after) when before == after => prose.Pick([$"The epochs before and after are {before}.", $"It lies between two epochs of {before}."]),
        ({ } before, { } after) => prose.Pick([$"The preceding epoch is {before} and the following one {after}.", $"It lies between {before} and {after}."]),
    };

    /// <summary>Why it is not the stage that comes nearest; null where the evidence does not exclude it or the reason has been told.</summary>
    public string? RuleOut() => (reading.RunnerUp ?? Bordering(reading.Stage)) switch
    {
        SleepStage.N3 when reading.SlowWaves is not null && !reading.ReachesN3 && !background.SlowWavesTold && reading.SlowWaveSecondsRounded < 6 => TooFewSlowWaves(),
        SleepStage.N2 when reading.Stage is SleepStage.N1 or SleepStage.R or SleepStage.W && !events.MarksTold && events.NoMarks() is not null => prose.Pick([
            "No spindle or K complex is seen, which speaks against N2.",
            "N2 is ruled out, as neither spindles nor K complexes are seen."]),
        SleepStage.R when reading.Stage != SleepStage.R && reading is { RapidEyeMovementsKnown: true, RapidEyeMovements: null } && !events.EyesTold => prose.Pick([
            "No rapid eye movements are seen, which speaks against REM sleep.",
            "REM sleep is unlikely, as no rapid eye movements are seen."]),
        SleepStage.W when reading is { Stage: SleepStage.R or SleepStage.N2 or SleepStage.N3, Chin: ChinTone.Low } && !_chinTold => LowToneAgainstWake(),
        SleepStage.W when reading.Stage != SleepStage.W && reading.Alpha is not null && reading.AlphaPercentRounded < 50 && !background.AlphaTold => TooLittleAlpha(),
        _ => null,
    };

    private string TooFewSlowWaves()
    {
        background.SlowWavesTold = true;
        var seconds = reading.SlowWaveSecondsRounded;
        if (seconds == 0) return prose.Pick(["Without slow waves N3 is not reached.", "Slow waves are absent, which rules out N3."]);
        return prose.Pick([
            $"Slow waves fill only about {Prose.Seconds(seconds)} of the epoch, too little for N3.",
            $"With slow waves for about {Prose.Seconds(seconds)} N3 is not reached."]);
    }

    private string TooLittleAlpha()
    {
        background.AlphaTold = true;
        var percent = reading.AlphaPercentRounded;
        if (percent == 0) return prose.Pick(["Without alpha rhythm wakefulness is not met.", "Alpha rhythm is absent, which speaks against wakefulness."]);
        return prose.Pick([
            $"Alpha rhythm covers only about {Prose.Percent(percent)} of the epoch, too little for wakefulness.",
            $"With alpha rhythm for about {Prose.Percent(percent)} of the epoch wakefulness is not met."]);
    }

    private string LowToneAgainstWake()
    {
        _chinTold = true;
        return prose.Pick(["Chin tone is low, which speaks against wakefulness.", "The low chin tone does not fit wakefulness."]);
    }

    private static SleepStage Bordering(SleepStage stage) => stage switch
    {
        SleepStage.W => SleepStage.N1,
        SleepStage.N1 => SleepStage.N2,
        SleepStage.N2 => SleepStage.N3,
        SleepStage.N3 => SleepStage.W,
        _ => SleepStage.N2,
    };
}
