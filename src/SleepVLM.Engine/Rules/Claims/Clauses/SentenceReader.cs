using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Lexicon;
using SleepVLM.Engine.Rules.Claims.Tokens;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Reads the claims of one sentence after another; remembers what <c>it</c> may mean.</summary>
internal sealed class SentenceReader(string text)
{
    private static readonly HashSet<string> PointsBack =
    [
        "it", "they", "these", "this", "those", "latter", "former", "amplitude", "amplitudes", "duration", "frequency", "frequencies", "peak", "onset", "also", "peaks",
        "total", "share", "event", "events", "wave",
        "waves", "waveform", "burst", "bursts", "rhythm", "voltage", "length", "two", "again", "still", "location", "maximum",
    ];

    private Anchor? _last;

    public List<Claim> Read(Sentence sentence)
    {
        var anchors = new List<Anchor>();
        EpochTerm? epoch = null;
        var subject = RefersBack(sentence) ? Carried(_last) : null;
        foreach (var clause in ClauseSplitter.Split(ItemReader.Read(sentence)))
        {
            if (!clause.FollowsAnd) epoch = null;
            epoch = ReadClause(clause, anchors, ref subject, epoch);
        }

        if (anchors.FindLast(anchor => anchor.Item.Meaning is FeatureTerm) is { } last) _last = last;
        return ClaimBuilder.Build(text, sentence, anchors);
    }

    private static EpochTerm? ReadClause(Clause clause, List<Anchor> all, ref Anchor? subject, EpochTerm? epoch)
    {
        var items = clause.Items;
        ClausePreparation.Prepare(items);
        if (SignalStatement.Read(items) is { } signal)
        {
            all.Add(signal);
            return null;
        }

        var anchors = AnchorFinder.Find(items);
        if (anchors.Count == 0 && BackgroundStatement.Find(items) is { } background) anchors.Add(background);
        if (anchors.Count == 0 && subject is not null && StandsForSubject(items) && !items.Exists(item => item.Meaning is NotTerm))
        {
            var stands = new Anchor(subject.Item, -1);
            stands.Words.AddRange(items);
            anchors.Add(stands);
        }

        AttributeBinder.Bind(items, anchors);
        if (clause.IsRelative && subject is { Feature: ClaimFeature.Background } wave && anchors.Count > 0) Name(wave, anchors[0]);
        if (subject is not null && (clause.IsRelative || (anchors.Count == 0 && !HasOwnSubject(items)))) BindToSubject(items, anchors, subject);
        new PolarityReader(items, anchors, subject).Read();
        CriterionFilter.Reject(clause, anchors);
        if (subject is { At: -1 } carried && carried.Attributes.Count + carried.Words.Count > 0 && !all.Contains(carried)) all.Add(carried);
        all.AddRange(anchors);
        if (anchors.FindLast(anchor => anchor.Item.Meaning is FeatureTerm) is { } last) subject = last;
        return Inherit(items, anchors, epoch);
    }

    /// <summary><c>A burst of 13 Hz activity at 7 s, which is a spindle</c>: what was said of the activity is said of the spindle.</summary>
    private static void Name(Anchor wave, Anchor name)
    {
        name.Attributes.AddRange(wave.Attributes);
        wave.IsRejected = true;
    }

    /// <summary><c>But this epoch does</c>, <c>yet one was seen</c>.</summary>
    private static bool StandsForSubject(List<Item> items) => items.Exists(item => item.Word is "does" or "do" or "did")
        || items.FindIndex(item => item.Meaning is CountTerm) is >= 0 and var count && count + 1 < items.Count && items[count + 1].IsFiniteVerb;

    /// <summary><c>The trace of C4-M1 is clean</c> speaks of something else; <c>its amplitude is 90 uV</c> does not.</summary>
    private static bool HasOwnSubject(List<Item> items) => items.FindIndex(item => item.IsFiniteVerb) is > 0 and var verb
        && items.Take(verb).Any(item => item.Meaning is WordTerm word && char.IsLetter(word.Text[0])
            && !PointsBack.Contains(word.Text) && !word.Text.EndsWith("ly", StringComparison.Ordinal));

    /// <summary>A clause that names nothing itself speaks of what was named before.</summary>
    private static void BindToSubject(List<Item> items, List<Anchor> anchors, Anchor subject)
    {
        var end = anchors.Count == 0 ? items.Count : anchors[0].At;
        for (var i = 0; i < end; i++)
        {
            if (!AttributeBinder.IsAttribute(items[i].Meaning)) continue;
            anchors.FirstOrDefault()?.Attributes.RemoveAll(attribute => attribute.Item == items[i]);
            subject.Attributes.Add(new Attribute(items[i], items, i, false));
        }
    }

    /// <summary><c>In the preceding epoch tone is high and spindles are seen</c>: the second clause stays in that epoch.</summary>
    private static EpochTerm? Inherit(List<Item> items, List<Anchor> anchors, EpochTerm? epoch)
    {
        var returns = items.Exists(item => item.Meaning is WordTerm { Text: "it" or "this" } || (item.Meaning is VerbTerm { Kind: VerbKind.Score } && item.First != item.Last));
        if (returns) return null;
        var own = items.Find(item => item.Meaning is EpochTerm);
        if (own is not null) return IsPlace(items, items.IndexOf(own)) && anchors.Count > 0 && anchors[0].At > items.IndexOf(own) ? own.Meaning as EpochTerm : null;
        if (epoch is null) return null;
        foreach (var anchor in anchors) anchor.Attributes.Add(new Attribute(new Item(epoch, 0, 0, anchor.Item.Span, ""), items, -1, true));
        return epoch;
    }

    /// <summary><c>In the preceding epoch</c> at the start of a clause.</summary>
    private static bool IsPlace(List<Item> items, int epoch) => epoch <= 2 && (items[epoch].Word is "in" || (epoch > 0 && items[epoch - 1].Meaning is PrepositionTerm));

    private static Anchor? Carried(Anchor? last) => last is null ? null : new Anchor(last.Item, -1);

    private static bool RefersBack(Sentence sentence) => sentence.At(0).Text is "it" or "they" or "its" or "their" or "these" or "this"
        && sentence.At(1).Text is not ("epoch" or "stage");
}
