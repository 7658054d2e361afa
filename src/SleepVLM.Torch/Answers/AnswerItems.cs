using SleepVLM.Engine.Staging;
using SleepVLM.Torch.Tokens;

namespace SleepVLM.Torch.Answers;

/// <summary>What an answer is made of, in order.</summary>
internal abstract record AnswerItem;

/// <summary>Fixed text that is encoded by itself.</summary>
internal sealed record LiteralItem(string Text) : AnswerItem;

/// <summary>The stage.</summary>
internal sealed record StageItem : AnswerItem;

/// <summary>The rules.</summary>
internal sealed record RulesItem : AnswerItem;

/// <summary>The prose with the fixed text on both sides that may share words with it.</summary>
internal sealed record ProseItem(string Opening, string Closing) : AnswerItem;

/// <summary>Cuts an answer where the words of the tokenizer end whatever the values are.</summary>
/// <remarks>
/// Stage and rules begin with a letter and end with a letter or digit, and the texts around them end and begin with a quote: a word ends at each of
/// these joints, so literal and value are encoded apart. Prose may begin and end with anything: the last word of the text before it and the first
/// word of the text after it may take in characters of the prose and belong to it.
/// </remarks>
internal static class AnswerItems
{
    public static IReadOnlyList<AnswerItem> Of(AnswerFormat format)
    {
        var items = new List<AnswerItem>();
        var literals = format.Literals.ToArray();
        for (var i = 0; i < format.Keys.Count; i++)
        {
            if (format.Keys[i] == AnswerFormat.ReasoningText)
            {
                var opening = LastWord(literals[i]);
                var closing = literals[i + 1][..PreTokenizer.FirstLength(literals[i + 1])];
                items.Add(new LiteralItem(literals[i][..^opening.Length]));
                items.Add(new ProseItem(opening, closing));
                literals[i + 1] = literals[i + 1][closing.Length..];
            }
            else
            {
                items.Add(new LiteralItem(literals[i]));
                items.Add(format.Keys[i] == AnswerFormat.SleepStageKey ? new StageItem() : new RulesItem());
            }
        }

        items.Add(new LiteralItem(literals[^1]));
        return items;
    }

    private static string LastWord(string text)
    {
        var rest = text;
        while (PreTokenizer.FirstLength(rest) is var length && length < rest.Length) rest = rest[length..];
        return rest;
    }
}
