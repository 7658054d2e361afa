using SleepVLM.Contracts;

namespace SleepVLM.Engine.Detection;

/// <summary>What kinds of event are called in files and on the command line.</summary>
public static class EventNames
{
    private static readonly Dictionary<SleepEventKind, (string Text, string Key)> All = new()
    {
        [SleepEventKind.AlphaRhythm] = ("Alpha rhythm", "alpha"),
        [SleepEventKind.Spindle] = ("Spindle", "spindle"),
        [SleepEventKind.KComplex] = ("K complex", "kcomplex"),
        [SleepEventKind.SlowWave] = ("Slow wave", "slowwave"),
        [SleepEventKind.RapidEyeMovement] = ("Rapid eye movement", "rem"),
        [SleepEventKind.SlowEyeMovement] = ("Slow eye movement", "sem"),
        [SleepEventKind.Blink] = ("Blink", "blink"),
        [SleepEventKind.VertexWave] = ("Vertex wave", "vertex"),
        [SleepEventKind.SawtoothWaves] = ("Sawtooth waves", "sawtooth"),
        [SleepEventKind.Arousal] = ("Arousal", "arousal"),
        [SleepEventKind.BodyMovement] = ("Body movement", "movement"),
    };

    /// <summary>The keys of all kinds, in the order of <see cref="SleepEventKind"/>.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Enum.GetValues<SleepEventKind>().Select(Key)];

    /// <summary>For people and annotations, for example <c>K complex</c>.</summary>
    public static string Text(SleepEventKind kind) => All[kind].Text;

    /// <summary>The kind that <see cref="Text"/> names, or null.</summary>
    public static SleepEventKind? OfText(string text) => All.Where(pair => pair.Value.Text == text).Select(pair => (SleepEventKind?)pair.Key).FirstOrDefault();

    /// <summary>For options and tables, for example <c>kcomplex</c>.</summary>
    public static string Key(SleepEventKind kind) => All[kind].Key;

    /// <summary>The kinds of a comma-separated list of keys.</summary>
    /// <param name="list">For example <c>spindle,kcomplex</c>; null for all.</param>
    /// <exception cref="SleepVlmException">A key names no kind.</exception>
    public static IReadOnlySet<SleepEventKind> Parse(string? list)
    {
        if (list is null) return Enum.GetValues<SleepEventKind>().ToHashSet();
        return list.Split(',', StringSplitOptions.TrimEntries).Select(key =>
            All.Where(pair => pair.Value.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Select(pair => (SleepEventKind?)pair.Key).FirstOrDefault()
            ?? throw new SleepVlmException($"'{key}' is no kind of event; name some of {string.Join(",", Keys)}")).ToHashSet();
    }
}
