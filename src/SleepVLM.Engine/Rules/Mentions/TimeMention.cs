namespace SleepVLM.Engine.Rules.Mentions;

/// <summary>What a time in a text is.</summary>
internal enum TimeKind
{
    /// <summary>A moment, seconds from the start of the epoch.</summary>
    Instant,
    /// <summary>From one moment to another.</summary>
    Interval,
    /// <summary>A length.</summary>
    Duration,
}

/// <summary>A time stated in a rationale.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="FromSeconds">The moment, the start, or the (shorter) length.</param>
/// <param name="ToSeconds">The end or the longer length; equal to <paramref name="FromSeconds"/> otherwise.</param>
/// <param name="Group">The numbers it was read from; instants of one list share it.</param>
internal sealed record TimeMention(TimeKind Kind, double FromSeconds, double ToSeconds, NumberGroup Group)
{
    /// <summary>As written.</summary>
    public string Quote => Group.Quote;
}
