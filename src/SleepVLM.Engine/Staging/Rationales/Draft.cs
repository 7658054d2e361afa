using System.Runtime.CompilerServices;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Sentences of one rationale while it is composed: leads first, then as much support as there is room for, then the conclusion.</summary>
internal sealed class Draft(Prose prose)
{
    private const int FewestWords = 25, MostWords = 70, MostSentences = 6;

    private readonly List<string> _leads = [];
    private readonly List<(Func<string?> Sentence, double Weight, string Place)> _supports = [];
    private readonly List<RuleId> _rules = [];
    private string _conclusion = "";

    /// <summary>A sentence that must be told; null adds nothing.</summary>
    public void Lead(string? sentence)
    {
        if (sentence is not null) _leads.Add(sentence);
    }

    /// <summary>A sentence that may be told; those asked for first come first. It is made only when it is wanted; null adds nothing.</summary>
    /// <param name="sentence">Makes the sentence.</param>
    /// <param name="weight">Probability that it is told where there is room.</param>
    /// <param name="place">Names its draw.</param>
    public void Support(Func<string?> sentence, double weight, [CallerArgumentExpression(nameof(sentence))] string place = "") =>
        _supports.Add((sentence, weight, place));

    /// <summary>The last sentence and the rules it rests on, the decisive one first.</summary>
    public void Conclude(string sentence, params IEnumerable<string> rules)
    {
        _conclusion = sentence;
        _rules.AddRange(rules.Select(rule => new RuleId(rule)));
    }

    /// <summary>Another rule that holds, and a sentence that tells it.</summary>
    public void AlsoHolds(string rule, string sentence)
    {
        _rules.Add(new RuleId(rule));
        Lead(sentence);
    }

    public ComposedRationale Finish()
    {
        var words = _leads.Sum(Words) + Words(_conclusion);
        var told = new List<string>(_leads);
        foreach (var (sentence, weight, place) in _supports)
        {
            var welcome = words < MostWords && told.Count + 1 < MostSentences && prose.Chance(weight, place);
            if ((!welcome && words >= FewestWords) || sentence() is not { } text) continue;
            told.Add(text);
            words += Words(text);
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
