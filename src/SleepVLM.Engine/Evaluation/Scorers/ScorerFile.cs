using System.Text.Json;

namespace SleepVLM.Engine.Evaluation.Scorers;

/// <summary>Scorings of many nights by several scorers in one JSON file, as the Dreem Open Datasets publish them: <c>{"scorer_1": {"night": [0, 0, 1, ...]}}</c>.</summary>
/// <remarks>Stages are numbers (-1 unscored, 0 W, 1 to 3, 4 R) or names, one per 30-second epoch.</remarks>
public static class ScorerFile
{
    private const string Form = "its form is {\"scorer\": {\"night\": [0, 0, 1]}}";
    private const long MaxBytes = 256L << 20;

    /// <summary>Every night in the file, by name, with the scorers who saw it.</summary>
    /// <exception cref="HypnogramFormatException">Not such a file; the message says why.</exception>
    public static IReadOnlyList<ScorerPanel> Read(string path)
    {
        try
        {
            if (!File.Exists(path)) throw new HypnogramFormatException(path, null, "there is no such file; check the path");
            if (new FileInfo(path).Length is 0 or > MaxBytes) throw new HypnogramFormatException(path, null, "it is empty or too large; name a JSON file of scorers");
            var scorers = Deserialize(path);
            var fourMeansRem = StageLabels.FourMeansRem(scorers.Values.SelectMany(nights => nights.Values).SelectMany(stages => stages).Select(stage => stage.ToString()));
            List<ScorerPanel> panels =
            [
                .. scorers.Values.SelectMany(nights => nights.Keys).Distinct().Order(StringComparer.Ordinal).Select(night => new ScorerPanel(
                    night, [.. scorers.Where(scorer => scorer.Value.ContainsKey(night)).Select(scorer => (scorer.Key, Of(path, scorer.Value[night], fourMeansRem)))])),
            ];
            return panels.Count > 0 ? panels : throw new HypnogramFormatException(path, null, $"it holds no night; {Form}");
        }
        catch (JsonException error)
        {
            throw new HypnogramFormatException(path, null, $"this is no JSON file of scorers; {Form}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HypnogramFormatException(path, null, "it cannot be read; check its permissions", error);
        }
    }

    /// <summary>One night, named as <c>FILE.json#NIGHT</c>; null where the text is no such name.</summary>
    /// <exception cref="HypnogramFormatException">The file cannot be read, or holds no such night.</exception>
    public static ScorerPanel? TryRead(string fileAndNight)
    {
        var hash = fileAndNight.LastIndexOf('#');
        if (hash < 0 || File.Exists(fileAndNight) || !fileAndNight[..hash].EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return null;
        var (path, night) = (fileAndNight[..hash], fileAndNight[(hash + 1)..]);
        var panels = Read(path);
        return panels.FirstOrDefault(panel => panel.Night == night)
            ?? throw new HypnogramFormatException(path, null, $"it holds no night '{night}'; its nights are {string.Join(", ", panels.Take(4).Select(panel => panel.Night))} and so on");
    }

    private static SortedDictionary<string, SortedDictionary<string, JsonElement[]>> Deserialize(string path)
    {
        var scorers = JsonSerializer.Deserialize<SortedDictionary<string, SortedDictionary<string, JsonElement[]>>>(File.ReadAllBytes(path)) ?? [];
        // JSON may hold a null where a type has none.
        return scorers.Values.All(nights => nights is not null && nights.Values.All(stages => stages is not null)) ? scorers
            : throw new HypnogramFormatException(path, null, $"a scorer or a night is null; {Form}");
    }

    private static Hypnogram Of(string path, JsonElement[] stages, bool fourMeansRem)
    {
        var epochs = new EpochList(path, fourMeansRem: false);
        for (var i = 0; i < stages.Length; i++)
            epochs.Add(1, i, StageLabels.TryParse(stages[i].ToString(), fourMeansRem, out var stage) ? stage
                : throw new HypnogramFormatException(path, null, $"{HypnogramFormatException.Quote(stages[i].ToString())} is no sleep stage; stages are -1 to 4 or names"));
        return epochs.ToHypnogram([]);
    }
}
