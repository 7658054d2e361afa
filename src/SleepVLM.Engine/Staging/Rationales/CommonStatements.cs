using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Sentences that more than one stage uses. Each is null where the evidence does not bear it.</summary>
internal sealed class CommonStatements(EpochReading reading, Prose prose)
{
    /// <summary>Seconds of slow wave from which the background is no longer of low amplitude.</summary>
    private const int FewSlowWaveSeconds = 3;

    private bool _alphaTold, _mixedTold, _chinTold;

    /// <summary>Whether the measurements speak for a low-amplitude mixed-frequency background.</summary>
    public bool IsMixedFrequency => reading.SlowWaves is not null && reading.SlowWaveSecondsRounded < FewSlowWaveSeconds
        && reading.AlphaPercentRounded < 50;

    /// <summary>The words for such a background; it is not told again.</summary>
    public string MixedFrequency
    {
        get
        {
            _mixedTold = true;
            return "low-amplitude mixed-frequency activity";
        }
    }

    /// <summary>The EEG background in one sentence.</summary>
    public string Background()
    {
        if (!reading.Channels.HasEeg) return prose.Pick("The EEG cannot be assessed in this recording.", "No EEG is recorded, so the background is unknown.");
        if (reading.SlowWaves is not { } slow) return prose.Pick("The EEG background could not be measured in this epoch.", "This epoch holds no measurable EEG background.");
        if (reading.AlphaPercentRounded >= 50 && !_alphaTold) return AlphaAmount();
        if (IsMixedFrequency && !_mixedTold)
            return prose.Pick(
                $"The background in {slow.Where} is {MixedFrequency}.",
                $"{slow.Where} shows {MixedFrequency}.",
                $"The EEG in {slow.Where} is of low amplitude and mixed frequency.");
        return SlowWaveAmount();
    }

    public string SlowWaveAmount()
    {
        var (seconds, where) = (reading.SlowWaveSecondsRounded, reading.SlowWaves!.Value.Where);
        if (seconds == 0)
            return prose.Pick($"No slow waves above 75 uV are measured in {where}.", $"{where} holds no slow waves above 75 uV.");
        return prose.Pick(
            $"Slow waves above 75 uV fill about {Prose.Seconds(seconds)} of the epoch in {where}.",
            $"About {Prose.Seconds(seconds)} of the epoch in {where} are slow waves above 75 uV.",
            $"{where} shows slow waves above 75 uV for about {Prose.Seconds(seconds)}.",
            $"High-amplitude slow waves take up about {Prose.Seconds(seconds)} in {where}.");
    }

    public string AlphaAmount()
    {
        _alphaTold = true;
        var (percent, where) = (reading.AlphaPercentRounded, reading.Alpha!.Value.Where);
        if (percent == 0)
            return prose.Pick($"No alpha rhythm is measured in {where}.", $"{where} is without alpha rhythm.", $"Alpha rhythm is absent in {where}.");
        return prose.Pick(
            $"Alpha rhythm covers about {Prose.Percent(percent)} of the epoch in {where}.",
            $"{where} shows alpha rhythm for about {Prose.Percent(percent)} of the epoch.",
            $"About {Prose.Percent(percent)} of the epoch is alpha rhythm in {where}.");
    }

    /// <summary>The share of alpha, unless it cannot be assessed or has been told.</summary>
    public string? AlphaIfNew() => reading.Alpha is null || _alphaTold ? null : AlphaAmount();

    /// <summary>Chin tone, unless it cannot be assessed or has been told.</summary>
    public string? ChinIfNew()
    {
        if (reading.Chin is not { } tone || _chinTold) return null;
        _chinTold = true;
        return prose.Pick(
            $"Chin tone is {Name(tone)} for this night.",
            $"The chin EMG shows {Name(tone)} tone.",
            $"Muscle tone in the chin EMG is {Name(tone)}.");
    }

    /// <summary>What the eyes do; their stillness only where events were looked for.</summary>
    public string? Eyes()
    {
        if (reading.RapidEyeMovements is { } rapid) return RapidEyeMovements(rapid);
        if (reading.SlowEyeMovements is { } slow) return SlowEyeMovements(slow);
        if (reading.Blinks is { } blinks) return Blinks(blinks);
        if (!reading.RapidEyeMovementsKnown) return null;
        var eog = reading.Channels.Eog!;
        if (!reading.EyesKnown) return $"No rapid eye movements are seen in {eog}.";
        return prose.Pick($"The eyes are still in {eog}.", $"No eye movements are seen in {eog}.", $"{eog} {(eog.Contains(' ') ? "show" : "shows")} no eye movements.");
    }

    public string RapidEyeMovements(SeenEvents eyes) => eyes.Several
        ? prose.Pick(
            $"Rapid eye movements appear at {eyes.Times} in {eyes.Where}.",
            $"{eyes.Where} {Verb(eyes)} rapid eye movements at {eyes.Times}.",
            $"There are rapid eye movements in {eyes.Where} at {eyes.Times}.")
        : prose.Pick(
            $"A rapid eye movement appears at {eyes.Times} in {eyes.Where}.",
            $"{eyes.Where} {Verb(eyes)} a rapid eye movement at {eyes.Times}.");

    public string SlowEyeMovements(SeenEvents eyes) => eyes.Several
        ? prose.Pick(
            $"Slow eye movements roll at {eyes.Times} in {eyes.Where}.",
            $"{eyes.Where} {Verb(eyes)} slow eye movements at {eyes.Times}.")
        : prose.Pick(
            $"A slow eye movement rolls at {eyes.Times} in {eyes.Where}.",
            $"{eyes.Where} {Verb(eyes)} a slow eye movement at {eyes.Times}.");

    public string Blinks(SeenEvents blinks) => blinks.Several
        ? prose.Pick($"Eye blinks appear at {blinks.Times} in {blinks.Where}.", $"{blinks.Where} {Verb(blinks)} eye blinks at {blinks.Times}.")
        : prose.Pick($"An eye blink appears at {blinks.Times} in {blinks.Where}.", $"{blinks.Where} {Verb(blinks)} an eye blink at {blinks.Times}.");

    /// <summary>The absence of spindles and K complexes, or their presence.</summary>
    public string? SleepMarks()
    {
        if (!reading.MarksKnown && reading.Spindles is null && reading.KComplexes is null) return null;
        if (reading.Spindles is null && reading.KComplexes is null)
            return prose.Pick("No spindle or K complex is seen.", "There is no spindle or K complex.", "Spindles and K complexes are absent.");
        return $"{Prose.Capital(NameSleepMarks())} {(ManySleepMarks ? "are" : "is")} present.";
    }

    /// <summary>For example <c>a sleep spindle at 8 s in C4-M1 and a K complex at 12 s in F4-M1</c>; needs one of them.</summary>
    public string NameSleepMarks() => Prose.Join([.. NamesOfSleepMarks()]);

    /// <summary>Whether the names of the sleep marks take a plural verb.</summary>
    public bool ManySleepMarks => (reading.Spindles?.Seconds.Count ?? 0) + (reading.KComplexes?.Seconds.Count ?? 0) > 1;

    public string? Arousal() => reading.Arousal is not { } arousal ? null : prose.Pick(
        $"An arousal begins at {Prose.Seconds(arousal.Seconds[0])}.", $"Sleep is disturbed by an arousal at {Prose.Seconds(arousal.Seconds[0])}.");

    public string? Movement() => reading.MovementSeconds < 1 ? null : prose.Pick(
        $"A body movement obscures about {Prose.Seconds((int)Math.Round(reading.MovementSeconds))} of the epoch.",
        $"Body movement covers about {Prose.Seconds((int)Math.Round(reading.MovementSeconds))}.");

    /// <summary>What a missing channel leaves open, told now and then.</summary>
    public string? NotAssessable() => (reading.Channels.HasEog, reading.Chin is not null) switch
    {
        (true, true) => null,
        (false, true) => prose.Pick("Eye movements cannot be assessed.", "Eye movements are not assessable here."),
        (true, false) => prose.Pick("Muscle tone cannot be assessed.", "Muscle tone is not assessable here."),
        (false, false) => prose.Pick("Eye movements and muscle tone cannot be assessed.", "Neither eye movements nor muscle tone can be assessed."),
    };

    /// <summary>The stages around the epoch, where known.</summary>
    public string? Neighbours() => (reading.Previous, reading.Next) switch
    {
        (null, null) => null,
        ({ } before, null) => $"The preceding epoch is {before}.",
        (null, { } after) => $"The following epoch is {after}.",
        ({ } before, { } after) when before == after => prose.Pick($"The epochs before and after are {before}.", $"It lies between two epochs of {before}."),
        ({ } before, { } after) => prose.Pick($"The preceding epoch is {before} and the following one {after}.", $"It lies between {before} and {after}."),
    };

    private IEnumerable<string> NamesOfSleepMarks()
    {
        if (reading.Spindles is { } spindles)
            yield return spindles.Several ? $"sleep spindles at {spindles.Times} in {spindles.Where}" : $"a sleep spindle at {spindles.Times} in {spindles.Where}";
        if (reading.KComplexes is { } complexes)
            yield return complexes.Several ? $"K complexes at {complexes.Times} in {complexes.Where}" : $"a K complex at {complexes.Times} in {complexes.Where}";
    }

    private static string Verb(SeenEvents events) => events.Where.Contains(' ') ? "show" : "shows";

    private static string Name(ChinTone tone) => tone switch { ChinTone.Low => "low", ChinTone.Moderate => "moderate", _ => "high" };
}
