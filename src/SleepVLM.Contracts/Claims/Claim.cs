namespace SleepVLM.Contracts;

/// <summary>One statement of a rationale that can be held against the signal, the rules or the hypnogram. A member that the text does not state is null or empty.</summary>
/// <param name="Span">Where it stands in the rationale: the words that state it, at most the sentence.</param>
/// <param name="Feature">What it is about.</param>
/// <param name="Polarity">Whether that is said to be there.</param>
public sealed record Claim(TextSpan Span, ClaimFeature Feature, ClaimPolarity Polarity)
{
    /// <summary>Channels named for it, in the order of the text.</summary>
    public IReadOnlyList<ClaimedChannel> Channels { get; init; } = [];

    /// <summary>Moments and intervals, seconds from the start of the epoch that <see cref="Epoch"/> says.</summary>
    public IReadOnlyList<ClaimedTime> Times { get; init; } = [];

    /// <summary>Frequency, hertz.</summary>
    public Quantity? FrequencyHz { get; init; }

    /// <summary>Amplitude, microvolts peak to peak unless the text says otherwise.</summary>
    public Quantity? AmplitudeMicrovolts { get; init; }

    /// <summary>Length of a single event, seconds.</summary>
    public Quantity? DurationSeconds { get; init; }

    /// <summary>How much of the epoch it fills, percent; seconds per epoch are converted (6 s is 20 %).</summary>
    public Quantity? SharePercent { get; init; }

    /// <summary>How many there are.</summary>
    public Quantity? Count { get; init; }

    /// <summary>Level of tone or amplitude in words.</summary>
    public ClaimedLevel? Level { get; init; }

    /// <summary>What it is compared with, and how.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>How far it lies from what it is compared with, decibels.</summary>
    public Quantity? DifferenceDecibels { get; init; }

    /// <summary>Which epoch it speaks of.</summary>
    public ClaimedEpoch Epoch { get; init; } = ClaimedEpoch.Target;

    /// <summary>The rule it cites.</summary>
    public RuleId? Rule { get; init; }

    /// <summary>The stage it names: of the target epoch, or of the neighbour that <see cref="Epoch"/> says.</summary>
    public SleepStage? Stage { get; init; }
}

/// <summary>Whether a thing is claimed to be there.</summary>
public enum ClaimPolarity
{
    /// <summary>It is there.</summary>
    Present,
    /// <summary>It is not there.</summary>
    Absent,
    /// <summary>Hedged so far that nothing is claimed ("possible", "cannot be assessed").</summary>
    Uncertain,
}

/// <summary>A channel as the text names it.</summary>
/// <param name="Name">As written, for example <c>F4-M1</c> or <c>occipital</c>.</param>
/// <param name="Electrode">The exploring electrode in capitals, empty for a region or kind.</param>
/// <param name="Roles">Places in the montage it may mean; empty for an electrode that has none.</param>
public sealed record ClaimedChannel(string Name, string Electrode, IReadOnlyList<ChannelRole> Roles);

/// <summary>A moment or an interval.</summary>
/// <param name="FromSeconds">Moment, or start of the interval.</param>
/// <param name="ToSeconds">The same moment, or end of the interval.</param>
/// <param name="Span">Where it stands in the rationale.</param>
public readonly record struct ClaimedTime(double FromSeconds, double ToSeconds, TextSpan Span)
{
    /// <summary>Whether it is one moment.</summary>
    public bool IsMoment => FromSeconds == ToSeconds;
}

/// <summary>A stated number or range.</summary>
/// <param name="Least">Smallest value that fits, or null where there is no lower bound.</param>
/// <param name="Most">Largest value that fits, or null where there is no upper bound.</param>
/// <param name="Span">Where it stands in the rationale.</param>
public readonly record struct Quantity(double? Least, double? Most, TextSpan Span)
{
    /// <summary>How far a measured value lies outside what is stated; zero inside.</summary>
    public double Distance(double measured) => Math.Max(0, Math.Max((Least ?? measured) - measured, measured - (Most ?? measured)));
}

/// <summary>Level in words.</summary>
public enum ClaimedLevel
{
    /// <summary>None at all.</summary>
    Absent,
    /// <summary>Low.</summary>
    Low,
    /// <summary>Neither low nor high.</summary>
    Moderate,
    /// <summary>High.</summary>
    High,
}

/// <summary>A comparison.</summary>
/// <param name="Direction">More, less or alike.</param>
/// <param name="With">What it is compared with.</param>
public readonly record struct Comparison(ComparisonDirection Direction, ComparedWith With);

/// <summary>How a thing compares.</summary>
public enum ComparisonDirection
{
    /// <summary>Smaller, lower, slower.</summary>
    Less,
    /// <summary>About the same.</summary>
    Alike,
    /// <summary>Larger, higher, faster.</summary>
    More,
}

/// <summary>What a thing is compared with.</summary>
public enum ComparedWith
{
    /// <summary>Wakefulness.</summary>
    Wakefulness,
    /// <summary>N1 and N2.</summary>
    LightSleep,
    /// <summary>N3.</summary>
    DeepSleep,
    /// <summary>REM sleep.</summary>
    RemSleep,
    /// <summary>The rest of the night.</summary>
    Night,
    /// <summary>The epoch before.</summary>
    PreviousEpoch,
    /// <summary>The epoch after.</summary>
    NextEpoch,
}

/// <summary>The epoch a claim speaks of.</summary>
public enum ClaimedEpoch
{
    /// <summary>The epoch that is staged.</summary>
    Target,
    /// <summary>The epoch before.</summary>
    Previous,
    /// <summary>The epoch after.</summary>
    Next,
    /// <summary>The epoch before or the epoch after; the text does not say which.</summary>
    Neighbour,
}
