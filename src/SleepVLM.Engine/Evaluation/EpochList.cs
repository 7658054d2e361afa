using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation;

/// <summary>Collects the epochs of a text file, line by line.</summary>
internal sealed class EpochList(string path, bool fourMeansRem)
{
    private readonly SortedDictionary<int, SleepStage?> _stages = [];

    /// <summary>Reads a label, or says which line holds none.</summary>
    public SleepStage? Stage(int line, string label) =>
        StageLabels.TryParse(label, fourMeansRem, out var stage)
            ? stage
            : throw new HypnogramFormatException(path, line, $"{HypnogramFormatException.Quote(label)} is no sleep stage; stages are W, N1, N2, N3, R and ? for unscored");

    /// <summary>Adds an epoch.</summary>
    /// <param name="line">Line number from 1.</param>
    /// <param name="index">From 0.</param>
    /// <param name="stage">Null for unscored.</param>
    public void Add(int line, long index, SleepStage? stage)
    {
        if (index is < 0 or >= Hypnogram.MaxEpochs)
            throw new HypnogramFormatException(path, line, $"epoch {(index + 1).ToString(CultureInfo.InvariantCulture)} lies outside 1 to {Hypnogram.MaxEpochs}");
        if (!_stages.TryAdd((int)index, stage)) throw new HypnogramFormatException(path, line, $"{new EpochIndex((int)index)} appears a second time");
    }

    public Hypnogram ToHypnogram(IEnumerable<string> notes) => new(
        path, null, [.. _stages.Select(s => new ScoredEpoch(new EpochIndex(s.Key), s.Value))], [.. notes, .. Notes]);

    /// <summary>How the labels were understood, where there was a choice.</summary>
    public IEnumerable<string> Notes => fourMeansRem ? ["stages are numbers without a 5, so 4 was read as REM"] : [];
}
