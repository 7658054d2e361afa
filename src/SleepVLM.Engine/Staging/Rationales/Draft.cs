using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Sentences of one rationale while it is composed: leads first, then as much support as there is room for, then the conclusion.</summary>
internal sealed class Draft(Prose prose)
{
    private const int FewestWords = 25, ComfortableWords = 42, MostSentences = 4;

    private readonly List<string> _leads = [], _supports = [];
    private readonly List<RuleId> _rules = [];
    private string _conclusion = "";

    /// <summary>A sentence that must be told.</summary>
    public void Lead(string sentence) => _leads.Add(sentence);

    /// <summary>A sentence that may be told; the weightiest first. Null adds nothing.</summary>
    public void Support(string? sentence)
    {
        if (sentence is not null) _supports.Add(sentence);
    }

    /// <summary>The last sentence and the rules it rests on.</summary>
    public void Conclude(string sentence, params ReadOnlySpan<string> rules)
    {
        _conclusion = sentence;
        foreach (var rule in rules) _rules.Add(new RuleId(rule));
    }

    public ComposedRationale Finish()
    {
        var words = _leads.Sum(Words) + Words(_conclusion);
        var told = new List<string>(_leads);
        foreach (var support in _supports)
        {
            var more = Words(support);
            var needed = words < FewestWords;
            var welcome = words + more <= ComfortableWords && told.Count + 1 < MostSentences && prose.Chance(0.6);
            if (!needed && !welcome) continue;
            told.Add(support);
            words += more;
        }
        told.Add(_conclusion);
        return new ComposedRationale(string.Join(' ', told), _rules);
    }

    private static int Words(string sentence)
    {
        var words = 1;
        foreach (var character in sentence)
            if (character == ' ') words++;
        return words;
    }
}
