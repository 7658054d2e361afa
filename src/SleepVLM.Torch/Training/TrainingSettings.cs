using SleepVLM.Contracts;

namespace SleepVLM.Torch.Training;

/// <summary>Everything that shapes a training run.</summary>
/// <param name="Windows">Windows of three epochs to learn from in all; default 45,000.</param>
/// <param name="BatchRuns">Stretches of consecutive windows in a batch, each from another night where possible; default 6.</param>
/// <param name="RunLength">Windows in a stretch; neighbours share pictures, which are encoded once; default 3.</param>
/// <param name="PeakLearningRate">After warm-up; default 1e-3.</param>
/// <param name="WarmUpShare">Share of the run with rising rate (arXiv 2603.26738: 3 %).</param>
/// <param name="WeightDecay">On matrices only; default 0.1.</param>
/// <param name="ClipNorm">Largest gradient norm; default 1.</param>
/// <param name="RationaleEvery">One batch in so many teaches full rationales, the others stage and rules alone; default 3.</param>
/// <param name="StageWeight">Weight of the tokens that name the stage against 1 for all others; default 6.</param>
/// <param name="PerceptionWeight">Weight of the perception heads' losses against the answer's; default 0.5.</param>
/// <param name="AverageFromShare">Share of the run behind which weights are averaged; the mean is the model; default 0.4.</param>
/// <param name="NightsInPool">Nights drawn from at any time; default 8.</param>
/// <param name="VocabularySize">Tokens of a new vocabulary; default 1,536.</param>
/// <param name="CheckpointMinutes">Minutes between checkpoints; default 4.</param>
/// <param name="Seed">Seed of weights, nights and order; default 42.</param>
public sealed record TrainingSettings(
    long Windows = 45_000, int BatchRuns = 6, int RunLength = 3, double PeakLearningRate = 1e-3, double WarmUpShare = 0.03,
    double WeightDecay = 0.1, double ClipNorm = 1.0, int RationaleEvery = 3, double StageWeight = 6, double PerceptionWeight = 0.5, double AverageFromShare = 0.4, int NightsInPool = 8,
    int VocabularySize = 1536, double CheckpointMinutes = 4, ulong Seed = 42)
{
    /// <summary>Windows in a batch.</summary>
    public int BatchWindows => BatchRuns * RunLength;

    /// <summary>Learning rate at a point of the run: linear warm-up, then a half cosine down to a twentieth.</summary>
    /// <param name="share">Share of the run behind us, 0 to 1.</param>
    public double LearningRateAt(double share) => share < WarmUpShare
        ? PeakLearningRate * (share + 1e-4) / WarmUpShare
        : PeakLearningRate * (0.05 + 0.95 * 0.5 * (1 + Math.Cos(Math.PI * (share - WarmUpShare) / (1 - WarmUpShare))));

    /// <summary>Returns itself, or says which value makes no sense.</summary>
    /// <exception cref="SleepVlmException">A value is out of range.</exception>
    public TrainingSettings Validated()
    {
        Require(Windows >= 1, "windows", "at least 1");
        Require(BatchRuns is >= 1 and <= 256 && RunLength is >= 1 and <= 64, "batch", "1 to 256 runs of 1 to 64 windows");
        Require(PeakLearningRate is > 0 and < 1, "learning rate", "between 0 and 1");
        Require(NightsInPool is >= 1 and <= 64, "nights in pool", "1 to 64");
        Require(VocabularySize is >= 300 and <= 65_536, "vocabulary", "300 to 65,536 tokens");
        Require(RationaleEvery >= 1, "rationale share", "one batch in 1 or more");
        return this;

        static void Require(bool good, string what, string range)
        {
            if (!good) throw new SleepVlmException($"training settings: {what} must be {range}");
        }
    }
}
