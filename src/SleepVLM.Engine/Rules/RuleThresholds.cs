namespace SleepVLM.Engine.Rules;

/// <summary>One figure that checks compare with.</summary>
/// <param name="Name">As the rule book spells it, for example <c>slow-wave-share</c>.</param>
/// <param name="Value">The figure; above zero.</param>
/// <param name="Unit"><c>s</c>, <c>uV</c>, <c>Hz</c> or <c>%</c>.</param>
/// <param name="Meaning">What it is, as a clause.</param>
public sealed record Threshold(string Name, double Value, string Unit, string Meaning);

/// <summary>The figures of a rule book, all of them.</summary>
public sealed class RuleThresholds
{
    /// <summary>Names and units that every rule book has, no more and no fewer.</summary>
    public static readonly IReadOnlyDictionary<string, string> Units = new Dictionary<string, string>
    {
        ["epoch-length"] = "s",
        ["slow-wave-amplitude"] = "uV",
        ["slow-wave-low"] = "Hz",
        ["slow-wave-high"] = "Hz",
        ["slow-wave-share"] = "%",
        ["slow-wave-margin"] = "s",
        ["alpha-low"] = "Hz",
        ["alpha-high"] = "Hz",
        ["alpha-share"] = "%",
        ["alpha-margin"] = "%",
        ["tone-low-place"] = "%",
        ["tone-high-place"] = "%",
        ["tone-margin"] = "%",
        ["stated-slow-wave-tolerance"] = "s",
        ["stated-alpha-tolerance"] = "%",
        ["movement-share"] = "%",
        ["event-time-tolerance"] = "s",
        ["event-overlap"] = "%",
        ["plain-event-score"] = "%",
        ["interval-width"] = "s",
        ["stated-frequency-tolerance"] = "Hz",
        ["stated-amplitude-tolerance"] = "%",
        ["stated-duration-tolerance"] = "s",
    };

    private readonly IReadOnlyDictionary<string, Threshold> _byName;

    internal RuleThresholds(IReadOnlyDictionary<string, Threshold> byName) => _byName = byName;

    /// <summary>All of them, in the order of the rule book.</summary>
    public IEnumerable<Threshold> All => _byName.Values;

    /// <summary>One of them.</summary>
    /// <exception cref="KeyNotFoundException">The name is not in <see cref="Units"/>.</exception>
    public Threshold this[string name] => _byName[name];

    /// <summary>Length of an epoch, seconds.</summary>
    public double EpochSeconds => Value("epoch-length");

    /// <summary>Slow waves are larger than this, microvolts peak to peak.</summary>
    public double SlowWaveMicrovolts => Value("slow-wave-amplitude");

    /// <summary>Seconds of slow wave that N3 needs.</summary>
    public double SlowWaveSeconds => Value("slow-wave-share") / 100 * EpochSeconds;

    /// <summary>Seconds around <see cref="SlowWaveSeconds"/> that are too close to call.</summary>
    public double SlowWaveMarginSeconds => Value("slow-wave-margin");

    /// <summary>Share of alpha between W and N1, percent.</summary>
    public double AlphaPercent => Value("alpha-share");

    /// <summary>Percent around <see cref="AlphaPercent"/> that are too close to call.</summary>
    public double AlphaMarginPercent => Value("alpha-margin");

    /// <summary>Place in the night's range up to which tone is low, percent.</summary>
    public double ToneLowPercent => Value("tone-low-place");

    /// <summary>Place in the night's range from which tone is high, percent.</summary>
    public double ToneHighPercent => Value("tone-high-place");

    /// <summary>Percent around the two that are too close to call.</summary>
    public double ToneMarginPercent => Value("tone-margin");

    /// <summary>Seconds of slow wave that a text may be off; contradicted from twice as far.</summary>
    public double StatedSlowWaveSeconds => Value("stated-slow-wave-tolerance");

    /// <summary>Percent of alpha that a text may be off; contradicted from twice as far.</summary>
    public double StatedAlphaPercent => Value("stated-alpha-tolerance");

    /// <summary>Seconds of movement that make a movement major.</summary>
    public double MovementSeconds => Value("movement-share") / 100 * EpochSeconds;

    /// <summary>Seconds that a claimed moment may be away from an event.</summary>
    public double EventTimeSeconds => Value("event-time-tolerance");

    /// <summary>Share of a claimed interval and an event, of what both cover together, that makes them the same, percent.</summary>
    public double EventOverlapPercent => Value("event-overlap");

    /// <summary>Score from which an event is plain: no text may deny it, percent of the detector's scale.</summary>
    public double PlainEventPercent => Value("plain-event-score");

    /// <summary>Seconds from which an interval locates no short event.</summary>
    public double WidestIntervalSeconds => Value("interval-width");

    /// <summary>Hertz that a stated frequency may be off; contradicted from twice as far.</summary>
    public double StatedFrequencyHz => Value("stated-frequency-tolerance");

    /// <summary>Percent of the measured amplitude that a stated one may be off; contradicted from twice as far.</summary>
    public double StatedAmplitudePercent => Value("stated-amplitude-tolerance");

    /// <summary>Seconds that a stated length of an event may be off; contradicted from twice as far.</summary>
    public double StatedDurationSeconds => Value("stated-duration-tolerance");

    private double Value(string name) => _byName[name].Value;
}
