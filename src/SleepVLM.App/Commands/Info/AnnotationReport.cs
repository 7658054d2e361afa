using SleepVLM.Engine.Recordings;

namespace SleepVLM.App.Commands.Info;

/// <summary>How many annotations there are, and the minutes of each sleep stage among them. Other texts may name people and are not shown.</summary>
/// <param name="Count">All annotations.</param>
/// <param name="StageMinutes">Minutes by stage as written, where annotations are sleep stages with a duration.</param>
internal sealed record AnnotationReport(int Count, IReadOnlyDictionary<string, double> StageMinutes)
{
    private const string Prefix = "Sleep stage ";
    private static readonly string[] Stages = ["W", "N1", "N2", "N3", "R", "1", "2", "3", "4", "?"];

    public static AnnotationReport Of(IReadOnlyList<Annotation> annotations)
    {
        var minutes = new SortedDictionary<string, double>(Comparer<string>.Create((a, b) => Rank(a).CompareTo(Rank(b))));
        foreach (var annotation in annotations)
        {
            // EDF+ clause 2.1.3.4: "text@@channel" binds a text to a channel.
            var text = annotation.Text.Split("@@")[0].Trim();
            if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            var stage = text[Prefix.Length..].Trim().ToUpperInvariant();
            if (Stages.Contains(stage)) minutes[stage] = minutes.GetValueOrDefault(stage) + (annotation.DurationSeconds ?? 0) / 60;
        }

        return new AnnotationReport(annotations.Count, minutes.ToDictionary(pair => pair.Key, pair => Math.Round(pair.Value, 3)));
    }

    private static int Rank(string stage) => Array.IndexOf(Stages, stage);
}
