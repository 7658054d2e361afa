using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Finds statements on whether a signal is recorded: <c>No EEG is recorded</c>, <c>The chin EMG is not available</c>.</summary>
internal static class SignalStatement
{
    private static readonly FeatureTerm Signal = new(ClaimFeature.Signal);

    /// <summary>The statement; null where the clause is none.</summary>
    public static Anchor? Read(List<Item> items)
    {
        if (items.Exists(item => item.Meaning is FeatureTerm { IsChannel: false } or StageTerm or RuleTerm)) return null;
        var channels = items.Where(item => item.Meaning is ChannelTerm or FeatureTerm { IsChannel: true }).ToList();
        if (channels.Count == 0 || Polarity(items) is not var (polarity, word)) return null;
        var anchor = new Anchor(channels[0] with { Meaning = Signal }, items.IndexOf(channels[0])) { Polarity = polarity };
        anchor.Words.Add(word);
        foreach (var channel in channels)
        {
            var meaning = channel.Meaning is FeatureTerm ? ChannelWords.Chin : channel.Meaning;
            anchor.Attributes.Add(new Attribute(channel with { Meaning = meaning }, items, items.IndexOf(channel), false));
        }

        return anchor;
    }

    private static (ClaimPolarity Polarity, Item Word)? Polarity(List<Item> items)
    {
        if (items.Find(item => item.Meaning is MissingSignalTerm) is { } missing) return (ClaimPolarity.Absent, missing);
        var record = items.Find(item => item.Meaning is VerbTerm { Kind: VerbKind.Record });
        if (items.Find(item => item.Meaning is NegationTerm or NotTerm) is { } no && (record is not null || IsMissing(items, no))) return (ClaimPolarity.Absent, no);
        if (items.Find(item => item.Meaning is HedgeTerm { Reach: Reach.Backward }) is { } hedge) return (ClaimPolarity.Uncertain, hedge);
        if (items.Find(item => item.Meaning is NotTerm) is { } not
            && items.Exists(item => item.Meaning is VerbTerm { Kind: VerbKind.Assess })) return (ClaimPolarity.Uncertain, not);
        return record is null ? null : (ClaimPolarity.Present, record);
    }

    /// <summary><c>The EOG is missing</c>, but not <c>EMG absent</c>, which says that there is no tone.</summary>
    private static bool IsMissing(List<Item> items, Item negation) => negation.Meaning is NegationTerm { Reach: Reach.Backward }
        && !items.Exists(item => item.Meaning is FeatureTerm) && items.Exists(item => item.Meaning is ChannelTerm);
}
