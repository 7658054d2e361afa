using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation;

/// <summary>Counts of epochs by reference stage and given stage.</summary>
/// <remarks>A sixth column counts epochs that were given no stage: they agree with nothing.</remarks>
public sealed class ConfusionMatrix
{
    private readonly int[,] _counts = new int[5, 6];

    /// <summary>The five stages, in the order of rows and columns.</summary>
    public static IReadOnlyList<SleepStage> Stages { get; } = Enum.GetValues<SleepStage>();

    /// <summary>Epochs counted.</summary>
    public int Total { get; private set; }

    /// <summary>Epochs scored <paramref name="reference"/> that were given <paramref name="given"/>; null for no stage.</summary>
    public int this[SleepStage reference, SleepStage? given] => _counts[(int)reference, Column(given)];

    /// <summary>Epochs the reference scores so.</summary>
    public int InReference(SleepStage stage) => Stages.Sum(given => this[stage, given]) + this[stage, null];

    /// <summary>Epochs that were given this stage; null for no stage.</summary>
    public int Given(SleepStage? stage) => Stages.Sum(reference => this[reference, stage]);

    /// <summary>Epochs on which both agree.</summary>
    public int Agreeing => Stages.Sum(stage => this[stage, stage]);

    internal void Count(SleepStage reference, SleepStage? given)
    {
        _counts[(int)reference, Column(given)]++;
        Total++;
    }

    internal void Add(ConfusionMatrix other)
    {
        for (var row = 0; row < _counts.GetLength(0); row++)
            for (var column = 0; column < _counts.GetLength(1); column++) _counts[row, column] += other._counts[row, column];
        Total += other.Total;
    }

    private static int Column(SleepStage? given) => given is { } stage ? (int)stage : 5;
}
