using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>The evidence of one epoch in the roundings and names that prose uses.</summary>
internal sealed class EpochReading
{
    /// <summary>Rule MBM: more than half of the epoch obscured.</summary>
    private const double MajorMovementSeconds = 15;

    /// <summary>Rule N3.1: 20 % of 30 s.</summary>
    private const double NeededForN3Seconds = 6;

    private readonly EpochEvidence _evidence;
    private readonly double _onset;
    private readonly IReadOnlyList<SleepEvent> _here;

    public EpochReading(EpochEvidence evidence)
    {
        _evidence = evidence;
        _onset = evidence.Measured.Index.OnsetSeconds;
        _here = evidence.Events is null ? [] : [.. evidence.Events.Where(e => OverlapSeconds(e) > 0).Distinct()];
        Channels = evidence.Channels;
        SlowWaves = Amount(evidence.Measured.SlowWaveSeconds, SleepEventKind.SlowWave, ChannelRole.F4, 1);
        Alpha = Amount(evidence.Measured.AlphaPercent, SleepEventKind.AlphaRhythm, ChannelRole.O2, 100 / 30.0);
        Chin = Channels.HasChin ? ChinTones.Of(evidence.Measured.ChinToneMicrovolts, evidence.Night) : null;
        (Spindles, KComplexes) = (SeenMarks(SleepEventKind.Spindle), SeenMarks(SleepEventKind.KComplex));
        (RapidEyeMovements, SlowEyeMovements) = (Seen(SleepEventKind.RapidEyeMovement), Seen(SleepEventKind.SlowEyeMovement));
        (Blinks, VertexWaves, Sawtooth) = (Seen(SleepEventKind.Blink), Seen(SleepEventKind.VertexWave), Seen(SleepEventKind.SawtoothWaves));
        Arousal = Seen(SleepEventKind.Arousal);
        MovementSeconds = Math.Clamp(
            Knows(SleepEventKind.BodyMovement) ? _here.Where(e => e.Kind == SleepEventKind.BodyMovement).Sum(OverlapSeconds)
            : evidence.Measured.Other.TryGetValue(MeasurementNames.MovementSeconds, out var movement) ? movement.Value : 0, 0, 30);
    }

    public ChannelNames Channels { get; }

    public SleepStage Stage => _evidence.Stage;

    public SleepStage? Previous => _evidence.Previous;

    public SleepStage? Next => _evidence.Next;

    public SleepStage? RunnerUp => _evidence.RunnerUp == _evidence.Stage ? null : _evidence.RunnerUp;

    public bool? JoinsDefiniteRem => _evidence.JoinsDefiniteRem;

    public bool? IsAlphaProducer => _evidence.Night.IsAlphaProducer;

    /// <summary>Whether spindles and K complexes were looked for: only then may their absence be told.</summary>
    public bool MarksKnown => Channels.HasEeg && Knows(SleepEventKind.Spindle) && Knows(SleepEventKind.KComplex);

    /// <summary>A spindle or K complex was found that is no mark of sleep here: in another derivation, or with an arousal. Absence may not be told.</summary>
    public bool MarksDoubtful => _evidence.Doubtful.Contains(SleepEventKind.Spindle) || _evidence.Doubtful.Contains(SleepEventKind.KComplex);

    /// <summary>Whether rapid eye movements were looked for.</summary>
    public bool RapidEyeMovementsKnown => Channels.HasEog && Knows(SleepEventKind.RapidEyeMovement);

    /// <summary>Whether eye movements of every kind were looked for.</summary>
    public bool EyesKnown => RapidEyeMovementsKnown && Knows(SleepEventKind.SlowEyeMovement) && Knows(SleepEventKind.Blink);

    /// <summary>Whether arousals were looked for.</summary>
    public bool ArousalsKnown => Knows(SleepEventKind.Arousal);

    /// <summary>Seconds of slow waves and where; null where not assessable.</summary>
    public (double Value, string Where)? SlowWaves { get; }

    /// <summary>Percent of the epoch with alpha rhythm and where.</summary>
    public (double Value, string Where)? Alpha { get; }

    /// <summary>The alpha rhythm that lasts longest; null where no event tells of it.</summary>
    public SleepEvent? LongestAlpha => _here.Where(e => e.Kind == SleepEventKind.AlphaRhythm && Where(e) == Alpha?.Where).MaxBy(OverlapSeconds);

    /// <summary>The largest slow wave, uV peak to peak; null where it was not measured, is not told of the same place as <see cref="SlowWaves"/>, or is no event
    /// of this epoch: a wave cut by its border is measured here and listed there.</summary>
    public double? LargestSlowWaveMicrovolts => _evidence.Measured.Other.TryGetValue(MeasurementNames.LargestSlowWave, out var largest)
        && Channels.Of(largest.Derivation) == SlowWaves?.Where
        && (!Knows(SleepEventKind.SlowWave) || _here.Any(e => e.Kind == SleepEventKind.SlowWave && e.AmplitudeMicrovolts >= 0.75 * largest.Value)) ? largest.Value : null;

    public ChinTone? Chin { get; }

    public SeenEvents? Spindles { get; }

    /// <summary>K complexes that are not part of an arousal.</summary>
    public SeenEvents? KComplexes { get; }

    public SeenEvents? RapidEyeMovements { get; }

    public SeenEvents? SlowEyeMovements { get; }

    public SeenEvents? Blinks { get; }

    public SeenEvents? VertexWaves { get; }

    public SeenEvents? Sawtooth { get; }

    public SeenEvents? Arousal { get; }

    public double MovementSeconds { get; }

    /// <summary>An arousal from the middle of the epoch before to the middle of this one, which ends N2 until the next spindle or K complex (rule N2.4).</summary>
    public bool ArousalBetween => _evidence.Events is { } events
        && events.Any(e => e.Kind == SleepEventKind.Arousal && e.OnsetSeconds >= _onset - 15 && e.OnsetSeconds < _onset + 15 && Where(e) is not null);

    /// <summary>Whole decibels by which 16-30 Hz rise over deep sleep, and where; null where nobody weighed it or there is no rise to tell.</summary>
    public (int Decibels, string Where)? FastRise => _evidence.FastActivityRise is { Value: >= 0.5 and < 100 } rise && Channels.Of(rise.Derivation) is { } place
        ? ((int)Math.Round(rise.Value, MidpointRounding.AwayFromZero), place)
        : null;

    public bool MajorMovement => MovementSeconds > MajorMovementSeconds;

    /// <summary>Slow waves over a fifth of the epoch (rule N3.1).</summary>
    public bool ReachesN3 => SlowWaves is { Value: >= NeededForN3Seconds };

    /// <summary>Whole seconds of slow wave.</summary>
    public int SlowWaveSecondsRounded => (int)Math.Round(Math.Clamp(SlowWaves?.Value ?? 0, 0, 30), MidpointRounding.AwayFromZero);

    /// <summary>Alpha in steps of 10 %.</summary>
    public int AlphaPercentRounded => 10 * (int)Math.Round(Math.Clamp(Alpha?.Value ?? 0, 0, 100) / 10, MidpointRounding.AwayFromZero);

    /// <summary>What rule N2.1 looks for in the first half of this epoch.</summary>
    public bool SleepMarkInFirstHalf => StartsIn(_onset, _onset + 15);

    /// <summary>What rule N2.1 looks for in the last half of the epoch before.</summary>
    public bool SleepMarkLateInPrevious => StartsIn(_onset - 15, _onset);

    /// <summary>The kind of the mark late in the epoch before, for naming.</summary>
    public SeenEvents? LateInPrevious(SleepEventKind kind) => _evidence.Events is not { } events ? null
        : SeenEvents.In(_onset - 30, events.Where(e => e.Kind == kind && e.OnsetSeconds >= _onset - 15 && IsSleepMark(e)), Where);

    /// <summary>Whether blinks recur over more than half of the epoch (rule W.2): at least four, the outermost 15 s or more apart.</summary>
    public bool BlinksRecur
    {
        get
        {
            if (Blinks is not { Count: >= 4 }) return false;
            var onsets = _here.Where(e => e.Kind == SleepEventKind.Blink).Select(e => e.OnsetSeconds).ToList();
            return onsets.Max() - onsets.Min() >= 15;
        }
    }

    private bool Knows(SleepEventKind kind) => _evidence.LookedFor.Contains(kind);

    private (double, string)? Amount(Measurement? measured, SleepEventKind kind, ChannelRole role, double perSecond)
    {
        if (Channels.Eeg(role) is not { } place) return null;
        if (measured is { } m && double.IsFinite(m.Value)) return (m.Value, Channels.Of(m.Derivation) ?? place);
        return Knows(kind) ? (_here.Where(e => e.Kind == kind).Sum(OverlapSeconds) * perSecond, place) : null;
    }

    private SeenEvents? Seen(SleepEventKind kind) => SeenEvents.In(_onset, _here.Where(e => e.Kind == kind), Where);

    private SeenEvents? SeenMarks(SleepEventKind kind) =>
        SeenEvents.In(_onset, _here.Where(e => e.Kind == kind && IsSleepMark(e)), Where, firstHalfFirst: true);

    private bool StartsIn(double from, double to) =>
        _evidence.Events is { } events && events.Any(e => e.OnsetSeconds >= from && e.OnsetSeconds < to && IsSleepMark(e) && Where(e) is not null);

    /// <summary>A spindle, or a K complex neither during an arousal nor within 1 s of one.</summary>
    private bool IsSleepMark(SleepEvent e) => e.Kind == SleepEventKind.Spindle || (e.Kind == SleepEventKind.KComplex
        && !_evidence.Events!.Any(a => a.Kind == SleepEventKind.Arousal
            && a.OnsetSeconds < e.OnsetSeconds + e.DurationSeconds + 1 && a.OnsetSeconds + a.DurationSeconds + 1 > e.OnsetSeconds));

    private string? Where(SleepEvent e) => e.Kind switch
    {
        SleepEventKind.RapidEyeMovement or SleepEventKind.SlowEyeMovement or SleepEventKind.Blink => Channels.Eog,
        _ => Channels.Eeg(e.Channel),
    };

    private double OverlapSeconds(SleepEvent e) =>
        Math.Max(0, Math.Min(e.OnsetSeconds + e.DurationSeconds, _onset + 30) - Math.Max(e.OnsetSeconds, _onset));
}
