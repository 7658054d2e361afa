using System.Text.Json;

namespace SleepVLM.Engine.Evaluation;

/// <summary>Our own JSON Lines: <c>epoch</c> from 1 and <c>stage</c>, null where there is none.</summary>
internal static class JsonLinesHypnogram
{
    public static Hypnogram Read(string path, string text)
    {
        var epochs = new EpochList(path, fourMeansRem: false);
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            number++;
            if (!line.IsWhiteSpace()) Add(path, epochs, number, line.ToString());
        }
        return epochs.ToHypnogram([]);
    }

    private static void Add(string path, EpochList epochs, int line, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("epoch", out var epoch) || !epoch.TryGetInt64(out var number)
                || !root.TryGetProperty("stage", out var stage) || stage.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                throw new HypnogramFormatException(path, line, "a staging line has \"epoch\" (a number from 1) and \"stage\" (a name or null)");
            epochs.Add(line, number - 1, stage.GetString() is { } label ? epochs.Stage(line, label) : null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new HypnogramFormatException(path, line, "this is not JSON; a staging file has one object per line", error);
        }
    }
}
