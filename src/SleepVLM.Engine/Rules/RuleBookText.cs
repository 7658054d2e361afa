using System.Globalization;
using System.Text;

namespace SleepVLM.Engine.Rules;

/// <summary>A rule book as plain text: words first, then one line per rule.</summary>
internal static class RuleBookText
{
    public static string Write(RuleBook book)
    {
        var text = new StringBuilder();
        text.Append("Words:\n");
        foreach (var definition in book.Definitions) text.Append(CultureInfo.InvariantCulture, $"- {definition.Term}: {definition.Text}.\n");
        text.Append("Rules, with the stages they lead to:\n");
        foreach (var rule in book.Rules)
            text.Append(CultureInfo.InvariantCulture, $"- {rule.Id} ({string.Join(", ", rule.Stages)}): {rule.Text}{Context(rule.Context)}\n");
        return text.ToString();
    }

    private static string Context(RuleContext? context)
    {
        if (context is null) return "";
        List<string> sides = [];
        if (context.Previous.Count > 0) sides.Add($"the epoch before is {string.Join(" or ", context.Previous)}");
        if (context.NextIsSame) sides.Add("the epoch after has the same stage");
        else if (context.Next.Count > 0) sides.Add($"the epoch after is {string.Join(" or ", context.Next)}");
        var alternative = context.UnlessAlpha ? ", or alpha" : "";
        return $" Needs: {string.Join(context.Match == ContextMatch.Any ? " or " : " and ", sides)}{alternative}.";
    }
}
