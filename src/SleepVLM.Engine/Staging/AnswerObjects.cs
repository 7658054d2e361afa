using System.Text;
using System.Text.Json;

namespace SleepVLM.Engine.Staging;

/// <summary>Finds JSON objects in what a model wrote and mends the faults that models are known for.</summary>
internal static class AnswerObjects
{
    private const int MostCandidates = 32;
    private const string Fence = "```";

    private static readonly JsonReaderOptions Tolerant = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 };

    /// <summary>Texts that begin with an opening brace and name the stage somewhere: the first fence's object, then every other in order.</summary>
    public static IEnumerable<string> Candidates(string answer)
    {
        var lastKey = answer.LastIndexOf(AnswerFormat.SleepStageKey, StringComparison.Ordinal);
        if (lastKey < 0) return [];
        var fence = answer.IndexOf(Fence, StringComparison.Ordinal);
        var fenced = fence < 0 ? -1 : answer.IndexOf('{', fence);
        return Openings(answer[..lastKey]).OrderBy(at => at == fenced ? -1 : at).Take(MostCandidates).Select(at => answer[at..]);
    }

    /// <summary>The object that the text begins with, mended where need be; null where it cannot be.</summary>
    public static JsonDocument? Parse(string text) =>
        ParseStrictly(text) ?? ParseStrictly(EscapeControls(text))
        // Smart quotes stand for plain ones only where the plain reading fails: inside prose they are text.
        ?? ParseStrictly(EscapeControls(text.Replace('\u201c', '"').Replace('\u201d', '"')));

    private static IEnumerable<int> Openings(string text)
    {
        for (var at = text.IndexOf('{'); at >= 0; at = text.IndexOf('{', at + 1)) yield return at;
    }

    private static JsonDocument? ParseStrictly(string text)
    {
        try
        {
            // What follows the object is not looked at.
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), Tolerant);
            return JsonDocument.TryParseValue(ref reader, out var document) ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string EscapeControls(string text)
    {
        var mended = new StringBuilder(text.Length);
        var (inside, escaped) = (false, false);
        foreach (var character in text)
        {
            if (character == '"' && !escaped) inside = !inside;
            escaped = character == '\\' && !escaped;
            mended.Append(inside && character < ' ' ? ' ' : character);
        }

        return mended.ToString();
    }
}
