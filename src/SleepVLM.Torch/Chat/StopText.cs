using System.Text;

namespace SleepVLM.Torch.Chat;

/// <summary>Lets text through up to the first stop text, and holds back what may become one.</summary>
/// <param name="stops">Texts that end the answer; none of them empty.</param>
internal sealed class StopText(IReadOnlyList<string> stops)
{
    private readonly StringBuilder _held = new();

    /// <summary>A stop text came.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Takes text; returns what can be shown.</summary>
    public string Append(string text)
    {
        if (stops.Count == 0 || text.Length == 0) return text;
        var whole = _held.Append(text).ToString();
        _held.Clear();
        var found = stops.Select(stop => whole.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (found >= 0)
        {
            IsStopped = true;
            return whole[..found];
        }

        var kept = stops.Max(stop => Overlap(whole, stop));
        _held.Append(whole, whole.Length - kept, kept);
        return whole[..^kept];
    }

    /// <summary>The text is over: what was held back is text after all.</summary>
    public string Finish()
    {
        var rest = _held.ToString();
        _held.Clear();
        return rest;
    }

    // Length of the longest end of the text with which a stop text begins.
    private static int Overlap(string text, string stop)
    {
        for (var length = Math.Min(text.Length, stop.Length - 1); length > 0; length--)
            if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length))) return length;
        return 0;
    }
}
