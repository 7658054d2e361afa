namespace SleepVLM.Torch.Tokens;

/// <summary>Finds added tokens in text: the leftmost, and of several there the longest.</summary>
internal sealed class AddedTokenFinder
{
    private readonly Dictionary<char, AddedToken[]> _byFirst;
    private readonly System.Buffers.SearchValues<char> _firsts;

    public AddedTokenFinder(IEnumerable<AddedToken> tokens)
    {
        _byFirst = tokens.GroupBy(token => token.Content[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Content.Length).ToArray());
        _firsts = System.Buffers.SearchValues.Create([.. _byFirst.Keys]);
    }

    /// <summary>Index of the first added token, or -1.</summary>
    public int Find(ReadOnlySpan<char> text, out AddedToken? found)
    {
        for (var start = 0; start < text.Length; start++)
        {
            var step = text[start..].IndexOfAny(_firsts);
            if (step < 0) break;
            start += step;
            foreach (var token in _byFirst[text[start]])
            {
                if (!text[start..].StartsWith(token.Content, StringComparison.Ordinal)) continue;
                found = token;
                return start;
            }
        }

        found = null;
        return -1;
    }
}
