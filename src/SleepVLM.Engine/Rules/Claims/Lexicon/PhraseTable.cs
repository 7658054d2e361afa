using SleepVLM.Engine.Rules.Claims.Tokens;

namespace SleepVLM.Engine.Rules.Claims.Lexicon;

/// <summary>Phrases and what they mean, found by the longest match. Hyphens between words do not matter.</summary>
internal sealed class PhraseTable
{
    private readonly Node _root = new();

    /// <summary>Adds phrases in lower case, separated by <c>|</c> or line ends.</summary>
    public PhraseTable Add(Meaning meaning, string phrases)
    {
        foreach (var phrase in phrases.Split(['|', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var node = _root;
            foreach (var word in phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!node.Next.TryGetValue(word, out var next)) node.Next.Add(word, next = new Node());
                node = next;
            }

            if (node.Meaning is not null) throw new InvalidOperationException($"The phrase '{phrase}' stands in two word lists.");
            node.Meaning = meaning;
        }

        return this;
    }

    /// <summary>The longest phrase that starts at a token, and its last token; null where none does.</summary>
    public (Meaning Meaning, int Last)? Match(Sentence sentence, int first)
    {
        (Meaning, int)? found = null;
        var node = _root;
        for (var i = first; i < sentence.Tokens.Count; i++)
        {
            if (i > first && sentence.Tokens[i].IsMark("-") && !node.Next.ContainsKey("-")) continue;
            if (!node.Next.TryGetValue(sentence.Tokens[i].Text, out node)) break;
            if (node.Meaning is { } meaning && Fits(meaning, sentence.Tokens[first])) found = (meaning, i);
        }

        return found;
    }

    private static bool Fits(Meaning meaning, Token first) => meaning is not StageTerm { IsCapital: true } || first.IsCapital;

    private sealed class Node
    {
        public Dictionary<string, Node> Next { get; } = [];

        public Meaning? Meaning { get; set; }
    }
}
