using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.RuleStaging;

namespace SleepVLM.Engine.Staging;

/// <summary>Every limit of the <see cref="RuleStager"/>. Changing one changes decisions, so the whole has a hash.</summary>
/// <remarks>Costs are in nats, natural logarithms of odds: a cost of 3 makes what it is laid on twenty times less likely.</remarks>
public sealed record RuleStagerSettings
{
    /// <summary>How much of an epoch's own evidence counts; less than 1 because neighbouring epochs are alike for more reasons than their stage. <value>0.6.</value></summary>
    public double EvidenceTrust { get; init; } = 0.6;

    /// <summary>Most that an epoch's own evidence may hold against a stage, nats: detectors and scorers err more often than that. <value>6.</value></summary>
    public double MostEvidence { get; init; } = 6;

    /// <summary>Cost of a stage other than the one whose rule the epoch plainly meets (W.1 by alpha, R.1 by eye movements over low tone without marks), nats. <value>4.</value></summary>
    public double CostAgainstPlainRule { get; init; } = 4;

    /// <summary>Share of alpha that plainly meets W.1, percent. <value>60: half of the epoch and a margin.</value></summary>
    public double PlainAlphaPercent { get; init; } = 60;

    /// <summary>Rapid eye movements that plainly meet R.1. <value>2.</value></summary>
    public int PlainRapidEyeMovements { get; init; } = 2;

    /// <summary>Seconds of slow wave that make N3. <value>6, a fifth of the epoch (N3.1).</value></summary>
    public double SlowWaveSecondsForN3 { get; init; } = 6;

    /// <summary>Seconds around that limit in which all signs decide together: scorers and detectors differ by as much, and other derivations than the frontal one see smaller waves. <value>4.</value></summary>
    public double SlowWaveMarginSeconds { get; init; } = 4;

    /// <summary>Seconds around that limit in which the frontal derivation does not settle it; beyond them it decides between N2 and N3 alone. <value>0.5, as the rule book's slow-wave margin.</value></summary>
    public double FrontalSlowWaveMarginSeconds { get; init; } = 0.5;

    /// <summary>Cost of N2 that begins without a spindle or K complex in the first half of the epoch or the last half of the one before (N2.1), nats. <value>1.</value></summary>
    public double CostOfUnmarkedN2 { get; init; } = 1;

    /// <summary>Cost of N2 that goes on over an arousal without a new spindle or K complex (N2.4), nats. <value>1.</value></summary>
    public double CostOfN2OverArousal { get; init; } = 1;

    /// <summary>Cost of a stretch of R that holds no epoch with rapid eye movements (R.1, R.2), where they can be seen, nats. <value>3.</value></summary>
    public double CostOfUnseenRem { get; init; } = 3;

    /// <summary>Rapid eye movements that make definite R. <value>1 (R.1).</value></summary>
    public int RapidEyeMovementsForRem { get; init; } = 1;

    /// <summary>Highest place of chin tone in the night's range (0 to 1) at which eye movements make definite R. <value>0.5.</value></summary>
    public double HighestChinPlaceForRem { get; init; } = 0.5;

    /// <summary>Least ratio of 0.5-8 Hz to 16-30 Hz in an epoch in which spindles and K complexes are believed, decibels. <value>9 (A7: 0.9 in log10).</value></summary>
    public double LeastSlowRatioForMarksDb { get; init; } = 9;

    /// <summary>Seconds of movement that obscure an epoch. <value>15 (MBM).</value></summary>
    public double MajorMovementSeconds { get; init; } = 15;

    /// <summary>SHA-256 over every setting by name and the weights that go with them, hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        GetType().GetProperties().Where(p => p.CanWrite).OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => $"{p.Name}={Convert.ToString(p.GetValue(this), CultureInfo.InvariantCulture)}").Append(StageWeights.Default.Sha256)))));

    /// <summary>Checks every limit.</summary>
    /// <returns>These settings.</returns>
    /// <exception cref="SleepVlmException">A limit is outside what it can mean.</exception>
    public RuleStagerSettings Validated()
    {
        Within(EvidenceTrust, 0.05, 1, nameof(EvidenceTrust));
        Within(MostEvidence, 0.5, 100, nameof(MostEvidence));
        Within(CostAgainstPlainRule, 0, 100, nameof(CostAgainstPlainRule));
        Within(PlainAlphaPercent, 50, 100, nameof(PlainAlphaPercent));
        Within(PlainRapidEyeMovements, 1, 100, nameof(PlainRapidEyeMovements));
        Within(SlowWaveSecondsForN3, 0.5, 30, nameof(SlowWaveSecondsForN3));
        Within(SlowWaveMarginSeconds, 0, 30, nameof(SlowWaveMarginSeconds));
        Within(FrontalSlowWaveMarginSeconds, 0, 30, nameof(FrontalSlowWaveMarginSeconds));
        Within(CostOfUnmarkedN2, 0, 100, nameof(CostOfUnmarkedN2));
        Within(CostOfN2OverArousal, 0, 100, nameof(CostOfN2OverArousal));
        Within(CostOfUnseenRem, 0, 100, nameof(CostOfUnseenRem));
        Within(RapidEyeMovementsForRem, 1, 100, nameof(RapidEyeMovementsForRem));
        Within(HighestChinPlaceForRem, 0, 1, nameof(HighestChinPlaceForRem));
        Within(LeastSlowRatioForMarksDb, -30, 40, nameof(LeastSlowRatioForMarksDb));
        Within(MajorMovementSeconds, 0, 30, nameof(MajorMovementSeconds));
        return this;
    }

    private static void Within(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new SleepVlmException(FormattableString.Invariant($"the rule stager's setting {name} is {value}; give {least} to {most}"));
    }
}
