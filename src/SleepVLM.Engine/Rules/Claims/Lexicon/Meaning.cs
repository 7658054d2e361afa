using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Claims.Lexicon;

/// <summary>What a word, a phrase or a number means to the parser.</summary>
internal abstract record Meaning;

/// <summary>A word that means nothing by itself.</summary>
internal sealed record WordTerm(string Text) : Meaning;

/// <summary>A feature of the signal.</summary>
/// <param name="Feature">Which.</param>
/// <param name="Level">A level that the word itself tells, as <c>atonia</c> does.</param>
/// <param name="IsAbsent">The word itself says that there is none, as <c>eyes are still</c>.</param>
/// <param name="IsChannel">The word may as well only name a channel, as <c>chin EMG</c>.</param>
internal sealed record FeatureTerm(ClaimFeature Feature, ClaimedLevel? Level = null, bool IsChannel = false, bool IsAbsent = false) : Meaning
{
    /// <summary>Single events, not a state that fills part of the epoch.</summary>
    public bool IsEvent => Feature is ClaimFeature.Spindle or ClaimFeature.KComplex or ClaimFeature.VertexWave or ClaimFeature.SawtoothWaves
        or ClaimFeature.RapidEyeMovement or ClaimFeature.SlowEyeMovement or ClaimFeature.Blink or ClaimFeature.EyeMovement or ClaimFeature.Arousal;
}

/// <summary>A channel, region or kind of channel.</summary>
internal sealed record ChannelTerm(string Electrode, IReadOnlyList<ChannelRole> Roles) : Meaning;

/// <summary>A sleep stage.</summary>
/// <param name="Stage">Which.</param>
/// <param name="IsCapital">Only where written with a capital, as <c>W</c>.</param>
internal sealed record StageTerm(SleepStage Stage, bool IsCapital = false) : Meaning;

/// <summary>A rule of the book.</summary>
internal sealed record RuleTerm(RuleId Rule) : Meaning;

/// <summary>The epoch spoken of; both neighbours where <paramref name="AndNext"/>.</summary>
internal sealed record EpochTerm(ClaimedEpoch Epoch, bool AndNext = false) : Meaning;

/// <summary>An epoch that no claim can speak of, as <c>two epochs earlier</c>.</summary>
internal sealed record ElsewhereTerm : Meaning;

/// <summary>A level of tone or amplitude.</summary>
/// <param name="Level">Which.</param>
/// <param name="OfAmplitude">Said of amplitude in as many words, so that it fits the EEG too.</param>
/// <param name="Direction">How it compares, where something to compare with follows.</param>
/// <param name="IsComparative"><c>lower</c>, not <c>low</c>: with something to compare with it tells no level.</param>
internal sealed record LevelTerm(ClaimedLevel Level, bool OfAmplitude = false, ComparisonDirection? Direction = null, bool IsComparative = false) : Meaning;

/// <summary>A word that compares, as <c>than</c> or <c>similar to</c>.</summary>
internal sealed record CompareTerm(ComparisonDirection? Direction) : Meaning;

/// <summary>What a thing can be compared with, beside stages and epochs.</summary>
internal sealed record ComparedTerm(ComparedWith With) : Meaning;

/// <summary>A part of an epoch in words, as <c>throughout</c>; seconds.</summary>
/// <param name="FromSeconds">Start.</param>
/// <param name="ToSeconds">End.</param>
/// <param name="Epoch">The epoch, where it is said with the part: <c>the last half of the preceding epoch</c>.</param>
internal sealed record PeriodTerm(double FromSeconds, double ToSeconds, ClaimedEpoch? Epoch = null) : Meaning;

/// <summary>A share of the epoch in words, percent.</summary>
internal sealed record ShareTerm(double? Least, double? Most) : Meaning;

/// <summary>How many, in words.</summary>
internal sealed record CountTerm(double? Least, double? Most) : Meaning;

/// <summary>What a bound in front of an amount does to it.</summary>
internal enum Bound { About, AtLeast, AtMost }

/// <summary>Words that make a lower or upper bound of the amount behind them.</summary>
internal sealed record BoundTerm(Bound Bound) : Meaning;

/// <summary>Where a negation or hedge works.</summary>
internal enum Reach
{
    /// <summary>On the nouns behind it.</summary>
    Forward,
    /// <summary>On the nouns before it.</summary>
    Backward,
    /// <summary>On all of the clause.</summary>
    Clause,
}

/// <summary>A word that denies.</summary>
internal sealed record NegationTerm(Reach Reach) : Meaning;

/// <summary><c>not</c>: what it denies depends on what follows.</summary>
internal sealed record NotTerm : Meaning;

/// <summary>Words that deny a stage, as <c>rules out</c>.</summary>
internal sealed record StageDenialTerm : Meaning;

/// <summary>A word that hedges.</summary>
internal sealed record HedgeTerm(Reach Reach) : Meaning;

/// <summary>How a word makes a clause speak of what would be, not of what is.</summary>
internal enum CriterionKind
{
    /// <summary>It states a criterion: nothing in the clause is claimed.</summary>
    Stated,
    /// <summary>A condition: nothing in the segment is claimed.</summary>
    Condition,
    /// <summary>Something supposed: features located in time are claimed all the same, stages are not.</summary>
    Supposed,
    /// <summary>A limit by name: it is claimed where the clause says that it is met or not.</summary>
    Limit,
}

/// <summary>A word of criteria.</summary>
internal sealed record CriterionTerm(CriterionKind Kind) : Meaning;

/// <summary>What a verb says.</summary>
internal enum VerbKind
{
    /// <summary>Is, remains, appears.</summary>
    Be,
    /// <summary>Shows, contains.</summary>
    Show,
    /// <summary>Reaches, exceeds: its object is an amount, a lower bound.</summary>
    Reach,
    /// <summary>Stays below: its object is an upper bound.</summary>
    FallShort,
    /// <summary>Fills, covers, lasts: its object is an amount.</summary>
    Fill,
    /// <summary>Seen, present: what makes an absence of a <c>not</c>.</summary>
    Seen,
    /// <summary>Assessed, judged: what makes an uncertainty of a <c>not</c>.</summary>
    Assess,
    /// <summary>Excluded: denies what is before it.</summary>
    Exclude,
    /// <summary>Occurs.</summary>
    Occur,
    /// <summary>Recorded, available.</summary>
    Record,
    /// <summary>Scored, indicates: a stage is what follows.</summary>
    Score,
    /// <summary>Any other.</summary>
    Other,
}

/// <summary>A verb.</summary>
internal sealed record VerbTerm(VerbKind Kind, bool IsFinite = true) : Meaning;

/// <summary>What joins or divides words.</summary>
internal enum JointKind { Comma, And, Or, Divide, Relative, Colon }

/// <summary>A mark or word that joins or divides.</summary>
internal sealed record JointTerm(JointKind Kind) : Meaning;

/// <summary>A preposition.</summary>
internal sealed record PrepositionTerm(string Text) : Meaning;

/// <summary>An article or other determiner that starts a noun.</summary>
internal sealed record ArticleTerm(bool IsSingular) : Meaning;

/// <summary>Words around a stage that speak of it without claiming it, as <c>signs of</c>.</summary>
internal sealed record AboutStageTerm : Meaning;

/// <summary>Words that say that a signal is not there to be judged, as <c>not recorded</c>.</summary>
internal sealed record MissingSignalTerm : Meaning;

/// <summary>A comparison found in the text: made from a word that compares and what follows it.</summary>
internal sealed record ComparisonTerm(Comparison Comparison) : Meaning;
