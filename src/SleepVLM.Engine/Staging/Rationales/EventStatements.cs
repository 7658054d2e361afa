using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Sentences on single events: marks of sleep, eye movements, arousals, movements. Each is null where the evidence does not bear it.</summary>
internal sealed class EventStatements(EpochReading reading, Prose prose, EventDetail detail)
{
    private readonly EventPhrases _phrases = new(prose, detail);

    /// <summary>Whether the absence of spindles and K complexes, or their presence, has been told.</summary>
    public bool MarksTold { get; private set; }

    /// <summary>Whether rapid eye movements or their absence have been told.</summary>
    public bool EyesTold { get; private set; }

    /// <summary>Spindles and K complexes of the epoch; null where there are none.</summary>
    public string? Marks()
    {
        if (MarksTold || (reading.Spindles is null && reading.KComplexes is null)) return null;
        MarksTold = true;
        var (names, many) = (NameMarks(), ManyMarks);
        return prose.Pick([
            $"{Prose.Capital(names)} {(many ? "stand" : "stands")} out from the background.",
            $"{Prose.Capital(names)} {(many ? "are" : "is")} seen.",
            $"There {(many ? "are" : "is")} {names}.",
            $"The epoch shows {names}.",
            $"The EEG holds {names}."]);
    }

    /// <summary>The absence of spindles and K complexes; null where they were not looked for or are there.</summary>
    public string? NoMarks()
    {
        if (MarksTold || !reading.MarksKnown || reading.MarksDoubtful || reading.Spindles is not null || reading.KComplexes is not null) return null;
        MarksTold = true;
        return prose.Pick([
            "No spindle or K complex is seen.", "There is no spindle or K complex.", "Spindles and K complexes are absent.", "Neither spindles nor K complexes are present."]);
    }

    /// <summary>For example <c>a sleep spindle at 8 s in C4-M1 and a K complex at 12 s in F4-M1</c>; needs one of them.</summary>
    public string NameMarks()
    {
        MarksTold = true;
        return Prose.Join([.. NamesOfMarks()]);
    }

    /// <summary>Whether the names of the marks take a plural verb.</summary>
    public bool ManyMarks => (reading.Spindles?.Count ?? 0) + (reading.KComplexes?.Count ?? 0) > 1;

    /// <summary>A mark in the last half of the epoch before (rule N2.1); needs one.</summary>
    public string LateMark()
    {
        var (spindle, complex) = (reading.LateInPrevious(SleepEventKind.Spindle), reading.LateInPrevious(SleepEventKind.KComplex));
        var name = spindle is not null && complex is not null ? "a spindle and a K complex" : spindle is not null ? "a sleep spindle" : "a K complex";
        var where = spindle is not null && complex is not null && spindle.Where != complex.Where ? "" : $" in {(complex ?? spindle)!.Where}";
        return prose.Pick([
            $"{Prose.Capital(name)}{where} came in the last half of the preceding epoch.",
            $"The last half of the preceding epoch held {name}{where}.",
            $"The last half of the preceding epoch shows {name}{where}."]);
    }

    /// <summary>What the eyes do; their stillness only where events were looked for and told by their figures. Null where it has been told.</summary>
    public string? Eyes()
    {
        if (EyesTold) return null;
        if (RapidEyeMovements() is { } rapid) return rapid;
        if (reading.SlowEyeMovements is { } slow) return SlowEyeMovements(slow);
        if (reading.Blinks is { } blinks) return Blinks(blinks);
        if (!reading.RapidEyeMovementsKnown || (reading.EyesKnown && detail == EventDetail.Presence)) return null;
        EyesTold = true;
        var eog = reading.Channels.Eog!;
        if (!reading.EyesKnown) return prose.Pick([$"No rapid eye movements are seen in {eog}.", $"{eog} {(eog.Contains(' ') ? "show" : "shows")} no rapid eye movements."]);
        return prose.Pick([
            $"The eyes are still in {eog}.", $"No eye movements are seen in {eog}.", $"{eog} {(eog.Contains(' ') ? "show" : "shows")} no eye movements.",
            $"Eye movements are absent in {eog}.", $"There are no eye movements in {eog}."]);
    }

    /// <summary>Rapid eye movements, counted; null where there are none.</summary>
    public string? RapidEyeMovements()
    {
        if (EyesTold || reading.RapidEyeMovements is not { } eyes) return null;
        EyesTold = true;
        var names = _phrases.Name(eyes, "a rapid eye movement", "rapid eye movements");
        return prose.Pick([
            $"{Prose.Capital(names)} {(eyes.Several ? "are" : "is")} seen.",
            $"The EOG shows {names}.",
            $"There {(eyes.Several ? "are" : "is")} {names}."]);
    }

    public string SlowEyeMovements(SeenEvents eyes)
    {
        EyesTold = true;
        var names = _phrases.Name(eyes, "a slow eye movement", "slow eye movements");
        return prose.Pick([
            $"{Prose.Capital(names)} {(eyes.Several ? "are" : "is")} seen.",
            $"The EOG shows {names}.",
            $"There {(eyes.Several ? "are" : "is")} {names}.",
            eyes.Several ? $"Slow rolling eye movements appear{_phrases.When(eyes)} in {eyes.Where}." : $"A slow eye movement rolls{_phrases.When(eyes)} in {eyes.Where}.",
            eyes.Several ? $"{eyes.Where} {Verb(eyes)} slow eye movements{_phrases.When(eyes)}." : $"{eyes.Where} {Verb(eyes)} a slow eye movement{_phrases.When(eyes)}."]);
    }

    public string Blinks(SeenEvents blinks)
    {
        EyesTold = true;
        var names = _phrases.Name(blinks, "an eye blink", "eye blinks");
        return prose.Pick([
            $"{Prose.Capital(names)} {(blinks.Several ? "are" : "is")} seen.",
            $"The EOG shows {names}.",
            $"There {(blinks.Several ? "are" : "is")} {names}.",
            blinks.Several ? $"{blinks.Where} {Verb(blinks)} eye blinks{_phrases.When(blinks)}." : $"{blinks.Where} {Verb(blinks)} an eye blink{_phrases.When(blinks)}."]);
    }

    /// <summary>Vertex waves, with their figures only; null where there are none.</summary>
    public string? Vertex()
    {
        if (detail == EventDetail.Presence || reading.VertexWaves is not { } vertex) return null;
        var names = _phrases.Name(vertex, "a vertex wave", "vertex waves");
        return prose.Pick([
            $"{Prose.Capital(names)} {(vertex.Several ? "stand" : "stands")} out.",
            $"{Prose.Capital(names)} {(vertex.Several ? "are" : "is")} seen.",
            $"There {(vertex.Several ? "are" : "is")} {names}.",
            $"{vertex.Where} shows {(vertex.Several ? "vertex waves" : "a vertex wave")}{_phrases.When(vertex)}."]);
    }

    public string? Sawtooth() => reading.Sawtooth is not { } sawtooth ? null : prose.Pick([
        $"Sawtooth waves{_phrases.When(sawtooth)} in {sawtooth.Where} support this.",
        $"{sawtooth.Where} shows sawtooth waves{_phrases.When(sawtooth)}.",
        $"There are sawtooth waves{_phrases.When(sawtooth)} in {sawtooth.Where}{_phrases.Largest(sawtooth.Largest)}.",
        $"Sawtooth waves appear{_phrases.When(sawtooth)} in {sawtooth.Where}."]);

    public string? Arousal()
    {
        if (reading.Stage == SleepStage.W || reading.Arousal is not { } arousal) return null;
        var when = _phrases.When(Prose.Seconds(arousal.Seconds[0]));
        return prose.Pick([$"An arousal begins{when}.", $"Sleep is disturbed by an arousal{when}.", $"There is an arousal{when}."]);
    }

    public string? Movement() => reading.MovementSeconds < 1 ? null : prose.Pick([
        $"A body movement obscures about {Prose.Seconds((int)Math.Round(reading.MovementSeconds))} of the epoch.",
        $"Body movement covers about {Prose.Seconds((int)Math.Round(reading.MovementSeconds))} of the epoch."]);

    private IEnumerable<string> NamesOfMarks()
    {
        if (reading.Spindles is { } spindles) yield return _phrases.Name(spindles, "a sleep spindle", "sleep spindles");
        if (reading.KComplexes is { } complexes) yield return _phrases.Name(complexes, "a K complex", "K complexes");
    }

    private static string Verb(SeenEvents events) => events.Where.Contains(' ') ? "show" : "shows";
}
