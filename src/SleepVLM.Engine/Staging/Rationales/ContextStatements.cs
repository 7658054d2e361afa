using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Sentences on what surrounds the EEG of an epoch: muscle tone, the epochs beside it, what cannot be assessed, and which other stage is ruled out.</summary>
internal sealed class ContextStatements(EpochReading reading, BackgroundStatements background, EventStatements events, Prose prose)
{
    /// <summary>Slow waves beyond doubt over the 6 s of rule N3.1.</summary>
    private const double ClearlyN3Seconds = 7.5;

    private bool _chinTold;

    /// <summary>Whether the nearest other stage has been ruled out: once is enough.</summary>
    public bool RuledOut { get; set; }

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
            $"Chin muscle tone is {name}.",
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

    /// <summary>Why it is not the stage that comes nearest; null where the evidence does not exclude it or one has been ruled out.</summary>
    public string? RuleOut()
    {
        if (RuledOut) return null;
        var reason = (reading.RunnerUp ?? Bordering(reading.Stage)) switch
        {
            SleepStage.N3 when reading.SlowWaves is not null && !reading.ReachesN3 && reading.SlowWaveSecondsRounded < 6 => NotN3(),
            SleepStage.N2 when reading.Stage == SleepStage.N3 => reading.SlowWaves is { Value: > ClearlyN3Seconds } ? BeyondN2() : null,
            SleepStage.N2 when reading.Stage != SleepStage.N2 && !events.MarksTold && events.NoMarks() is not null => NoMarksOfN2(),
            SleepStage.R when reading.Stage != SleepStage.R && reading is { RapidEyeMovementsKnown: true, RapidEyeMovements: null } && !events.EyesTold => NoRapidEyeMovements(),
            SleepStage.W when reading is { Stage: SleepStage.R or SleepStage.N2 or SleepStage.N3, Chin: ChinTone.Low } && !_chinTold => LowToneAgainstWake(),
            SleepStage.W when reading.Stage != SleepStage.W && reading.Alpha is not null && reading.AlphaPercentRounded < 50 && !background.AlphaTold => TooLittleAlpha(),
            SleepStage.N1 when reading.Stage == SleepStage.W => AwakeAgainstN1(),
            SleepStage.N1 when reading.Stage == SleepStage.N2 && reading.SleepMarkInFirstHalf => MarkAgainstN1(),
            _ => null,
        };
        RuledOut = reason is not null;
        return reason;
    }

    private string NotN3()
    {
        var seconds = reading.SlowWaveSecondsRounded;
        if (background.SlowWavesTold)
            return seconds == 0
                ? prose.Pick(["N3 is ruled out by this lack of slow waves.", "The lack of slow waves rules out N3."], "lack")
                : prose.Pick(["This amount of slow waves is too little for N3.", "N3 is ruled out by this amount of slow waves.", "Such an amount of slow waves is insufficient for N3."], "amount");
        background.SlowWavesTold = true;
        if (seconds == 0)
            return prose.Pick(["Without slow waves N3 is not reached.", "Slow waves are absent, which rules out N3.", "No slow waves are seen, which speaks against N3."], "none");
        return prose.Pick([
            $"Slow waves fill only about {Prose.Seconds(seconds)} of the epoch, too little for N3.",
            $"With slow waves for about {Prose.Seconds(seconds)} N3 is not reached.",
            $"N3 is ruled out, as slow waves fill only about {Prose.Seconds(seconds)} of the epoch.",
            $"Slow waves take up only about {Prose.Seconds(seconds)}, which speaks against N3."]);
    }

    private string BeyondN2() => prose.Pick([
        "Slow waves of this extent rule out N2.", "This amount of slow waves speaks against N2.", "N2 is ruled out by this amount of slow waves."]);

    private string NoMarksOfN2() => prose.Pick([
        "No spindle or K complex is seen, which speaks against N2.",
        "N2 is ruled out, as neither spindles nor K complexes are seen.",
        "Spindles and K complexes are absent, which rules out N2.",
        "Without a spindle or K complex N2 is not met.",
        "Neither spindles nor K complexes are present, which argues against N2."]);

    private string NoRapidEyeMovements() => prose.Pick([
        "No rapid eye movements are seen, which speaks against REM sleep.",
        "REM sleep is unlikely, as no rapid eye movements are seen.",
        "Rapid eye movements are absent, which rules out REM sleep.",
        "Without rapid eye movements REM sleep is not met."]);

    private string TooLittleAlpha()
    {
        background.AlphaTold = true;
        var percent = reading.AlphaPercentRounded;
        if (percent == 0)
            return prose.Pick(["Without alpha rhythm wakefulness is not met.", "Alpha rhythm is absent, which speaks against wakefulness.", "No alpha rhythm is seen, which rules out wakefulness with closed eyes."]);
        return prose.Pick([
            $"Alpha rhythm covers only about {Prose.Percent(percent)} of the epoch, too little for wakefulness.",
            $"With alpha rhythm for about {Prose.Percent(percent)} of the epoch wakefulness is not met.",
            $"Alpha rhythm takes up only about {Prose.Percent(percent)} of the epoch, which speaks against wakefulness."]);
    }

    private string LowToneAgainstWake()
    {
        _chinTold = true;
        return prose.Pick(["Chin tone is low, which speaks against wakefulness.", "The low chin tone does not fit wakefulness.", "Low chin tone argues against wakefulness."]);
    }

    private string? AwakeAgainstN1() => reading switch
    {
        { Alpha.Value: > 50 } => prose.Pick(["So much alpha rhythm rules out N1.", "Alpha rhythm of this extent speaks against N1.", "N1 is ruled out by so much alpha rhythm."], "alpha"),
        { BlinksRecur: true } => prose.Pick(["Recurring blinks speak against N1.", "N1 is ruled out by the recurring blinks."], "blinks"),
        { FastRise: not null } => prose.Pick(["So much fast activity speaks against N1.", "Fast activity of this kind does not fit N1."], "fast"),
        _ => null,
    };

    private string MarkAgainstN1() => prose.Pick(["Such a mark in the first half speaks against N1.", "N1 is ruled out by a mark in the first half."]);

    private static SleepStage Bordering(SleepStage stage) => stage switch
    {
        SleepStage.W => SleepStage.N1,
        SleepStage.N1 => SleepStage.N2,
        SleepStage.N2 => SleepStage.N3,
        SleepStage.N3 => SleepStage.N2,
        _ => SleepStage.N2,
    };
}
