using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Clauses;
using SleepVLM.Engine.Rules.Claims.Tokens;

namespace SleepVLM.Engine.Rules.Claims;

/// <summary>Reads a rationale in English, of whatever origin, into claims. Never fails: text it does not understand is unclaimed.</summary>
/// <remarks>Time grows in proportion to the length of the text; the parser keeps no state and may be used from many threads.</remarks>
public static class ClaimParser
{
    /// <summary>What the text claims. The same text always gives the same claims.</summary>
    public static ParsedRationale Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sentences = SentenceSplitter.Split(text);
        var claims = new List<Claim>();
        var unclaimed = new List<TextSpan>();
        var reader = new SentenceReader(text);
        foreach (var sentence in sentences)
        {
            var found = reader.Read(sentence);
            if (found.Count == 0) unclaimed.Add(sentence.Span);
            claims.AddRange(found);
        }

        return new ParsedRationale(text, claims, [.. sentences.Select(sentence => sentence.Span)], unclaimed);
    }
}
