using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Amounts;
using SleepVLM.Engine.Rules.Claims.Lexicon;
using SleepVLM.Engine.Rules.Claims.Tokens;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>Reads a sentence into meanings, left to right: rules, numbers, derivations, then phrases.</summary>
internal static class ItemReader
{
    public static List<Item> Read(Sentence sentence)
    {
        var items = new List<Item>();
        for (var i = 0; i < sentence.Tokens.Count;)
        {
            var (meaning, last) = At(sentence, i);
            items.Add(new Item(meaning, i, last, sentence.SpanOf(i, last), sentence.Tokens[i].Text));
            i = last + 1;
        }

        return items;
    }

    private static (Meaning Meaning, int Last) At(Sentence sentence, int i)
    {
        if (i == 0 && IsListNumber(sentence)) return (new WordTerm(sentence.Tokens[0].Text), 0);
        if (RuleAt(sentence, i) is { } rule) return (new RuleTerm(rule), i + 2);
        var phrase = Words.Table.Match(sentence, i);
        if (phrase is not (StageTerm or EpochTerm or PeriodTerm or ShareTerm or ElsewhereTerm, _) && NumberReader.Read(sentence, i) is { } numbers
            && !(phrase is (_, var phraseLast) && phraseLast > numbers.Last))
            return (numbers, numbers.Last);
        if (ChannelWords.Match(sentence, i) is (var channel, _, var last)) return (channel, last);
        if (TimesWord(sentence, i) is { } times) return (times, i);
        return phrase ?? (new WordTerm(sentence.Tokens[i].Text), i);
    }

    /// <summary>The number of a list, as in <c>2) Spindles</c>.</summary>
    private static bool IsListNumber(Sentence sentence) =>
        sentence.At(0).IsNumber && sentence.At(1).Start == sentence.At(0).End && sentence.At(1).Text is ")" or "." or ":";

    /// <summary>How many, as <c>x3</c>.</summary>
    private static CountTerm? TimesWord(Sentence sentence, int i) => sentence.At(i).Text is { Length: 2 } word && word[0] == 'x' && char.IsAsciiDigit(word[1])
        ? new CountTerm(word[1] - '0', word[1] - '0') : null;

    /// <summary>A rule as <c>N3.1</c>, <c>R.2</c> or <c>MBM.1</c>: three tokens without a space between.</summary>
    private static RuleId? RuleAt(Sentence sentence, int i)
    {
        var (name, dot, number) = (sentence.At(i), sentence.At(i + 1), sentence.At(i + 2));
        if (!name.IsCapital || !dot.IsMark(".") || !number.IsNumber || dot.Start != name.End || number.Start != dot.End || number.Number is < 1 or > 9) return null;
        return name.Text is "w" or "n1" or "n2" or "n3" or "r" or "mbm" && number.Text.Length == 1
            ? new RuleId($"{name.Text.ToUpperInvariant()}.{number.Text}") : null;
    }
}
