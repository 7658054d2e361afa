namespace SleepVLM.Engine.Evaluation;

/// <summary>Text with one stage per line, one line per epoch from the first; lines that start with <c>#</c> are remarks.</summary>
internal static class StageListHypnogram
{
    public static Hypnogram Read(string path, string text)
    {
        var lines = text.Split('\n').Select((content, i) => (Number: i + 1, Label: content.Trim()))
            .Where(line => line.Label.Length > 0 && !line.Label.StartsWith('#')).ToList();
        var epochs = new EpochList(path, StageLabels.FourMeansRem(lines.Select(line => line.Label)));
        for (var i = 0; i < lines.Count; i++) epochs.Add(lines[i].Number, i, epochs.Stage(lines[i].Number, lines[i].Label));
        return epochs.ToHypnogram([]);
    }
}
