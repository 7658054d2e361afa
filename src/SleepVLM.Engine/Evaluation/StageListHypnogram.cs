namespace SleepVLM.Engine.Evaluation;

/// <summary>Text with one stage per line, one line per epoch from the first; lines that start with <c>#</c> are remarks.</summary>
internal static class StageListHypnogram
{
    public static Hypnogram Read(string path, string text)
    {
        var lines = new List<(int Number, string Label)>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.Trim() is not { IsEmpty: false } label || label[0] == '#') continue;
            if (lines.Count == Hypnogram.MaxEpochs) throw new HypnogramFormatException(path, number, $"more than {Hypnogram.MaxEpochs} lines are too many for a hypnogram");
            lines.Add((number, label.ToString()));
        }

        var epochs = new EpochList(path, StageLabels.FourMeansRem(lines.Select(line => line.Label)));
        for (var i = 0; i < lines.Count; i++) epochs.Add(lines[i].Number, i, epochs.Stage(lines[i].Number, lines[i].Label));
        return epochs.ToHypnogram([]);
    }
}
