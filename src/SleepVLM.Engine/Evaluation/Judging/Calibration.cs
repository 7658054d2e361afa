using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>How far the probabilities of a hypnodensity can be believed.</summary>
/// <remarks>Confidence is the probability of the decided stage. An epoch without a hypnodensity, a decided stage or a reference stage is left out.</remarks>
/// <param name="Epochs">Epochs counted.</param>
/// <param name="Ece">Expected calibration error: mean distance of confidence and accuracy over the bins, weighted by epochs, 0 to 1 (Guo et al. 2017).</param>
/// <param name="Brier">Mean squared distance of the five probabilities from the reference, 0 to 2 (Brier 1950).</param>
/// <param name="NegativeLogLikelihood">Mean of <c>-ln p</c> of the reference stage, nats; p is taken as <see cref="LeastProbability"/> at least.</param>
/// <param name="Bins">Fifteen bins of equal width over confidence 0 to 1.</param>
public sealed record Calibration(int Epochs, double? Ece, double? Brier, double? NegativeLogLikelihood, IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>Bins of equal width.</summary>
    public const int BinCount = 15;

    /// <summary>Files hold six decimals: a stage with less is as good as ruled out.</summary>
    public const double LeastProbability = 1e-6;

    /// <summary>Counts epochs.</summary>
    /// <param name="epochs">Probabilities, decided stage and reference stage of each.</param>
    public static Calibration Of(IEnumerable<(Hypnodensity Density, SleepStage Decided, SleepStage Reference)> epochs)
    {
        var (count, right, confidence) = (new int[BinCount], new int[BinCount], new double[BinCount]);
        var (brier, log, total) = (0.0, 0.0, 0);
        foreach (var (density, decided, reference) in epochs)
        {
            var bin = BinOf(density[decided]);
            count[bin]++;
            confidence[bin] += density[decided];
            if (decided == reference) right[bin]++;
            brier += ConfusionMatrix.Stages.Sum(stage => Math.Pow(density[stage] - (stage == reference ? 1 : 0), 2));
            log -= Math.Log(Math.Max(density[reference], LeastProbability));
            total++;
        }

        ReliabilityBin[] bins = [.. Enumerable.Range(0, BinCount).Select(i => new ReliabilityBin(
            (double)i / BinCount, (double)(i + 1) / BinCount, count[i],
            count[i] == 0 ? null : confidence[i] / count[i], count[i] == 0 ? null : (double)right[i] / count[i]))];
        if (total == 0) return new Calibration(0, null, null, null, bins);
        return new Calibration(total, bins.Sum(bin => bin.Gap * bin.Epochs) / total, brier / total, log / total, bins);
    }

    // A border belongs to the bin below it, as in the source.
    private static int BinOf(double confidence) => Math.Clamp((int)Math.Ceiling(confidence * BinCount) - 1, 0, BinCount - 1);
}

/// <summary>Epochs of similar confidence.</summary>
/// <param name="Low">Lower border of confidence, excluded.</param>
/// <param name="High">Upper border, included.</param>
/// <param name="Epochs">How many.</param>
/// <param name="Confidence">Their mean confidence; null of none.</param>
/// <param name="Accuracy">Share of them that agree with the reference; null of none.</param>
public sealed record ReliabilityBin(double Low, double High, int Epochs, double? Confidence, double? Accuracy)
{
    internal double Gap => Math.Abs((Confidence - Accuracy) ?? 0);
}
