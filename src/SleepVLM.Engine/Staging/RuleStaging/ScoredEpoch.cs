using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>What the rules ask of one epoch before it is staged.</summary>
/// <param name="Evidence">Log-evidence for each stage by its own signs; zeros where nothing can be assessed or a movement hides it.</param>
/// <param name="SlowWaveSeconds">Seconds of slow wave; null where not assessable.</param>
/// <param name="MarkSupportsN2">Spindle or K complex in the first half of this epoch or the last half of the one before; null where not looked for.</param>
/// <param name="ArousalWithoutMark">An arousal begins in the epoch before or early in this one, and no spindle or K complex follows it in this epoch.</param>
/// <param name="IsDefiniteRem">Rapid eye movements over tone that is not high; null where eye movements are not assessable.</param>
/// <param name="MovementSeconds">Seconds obscured by movement.</param>
internal sealed record ScoredEpoch(
    double[] Evidence, double? SlowWaveSeconds, bool? MarkSupportsN2, bool ArousalWithoutMark, bool? IsDefiniteRem, double MovementSeconds)
{
    public static ScoredEpoch Of(EpochMeasurements measured, double[] signs, LocatedEvents events, StageWeights weights, RuleStagerSettings settings)
    {
        var index = measured.Index;
        var movement = Movement(measured);
        var evidence = movement > settings.MajorMovementSeconds ? new double[StageWeights.StageCount] : Weigh(signs, weights, settings);
        return new ScoredEpoch(
            evidence, measured.SlowWaveSeconds?.Value, events.MarksKnown(index) ? events.SupportsN2(index) : null,
            events.ArousalWithoutMark(index), IsDefinite(signs, settings), movement);
    }

    /// <summary>Evidence of the signs, trusted in part and within bounds, with what the rules that the epoch plainly meets hold against other stages.</summary>
    public static double[] Weigh(double[] signs, StageWeights weights, RuleStagerSettings settings)
    {
        var evidence = Array.ConvertAll(weights.Evidence(signs), value => value * settings.EvidenceTrust);
        var most = evidence.Max();
        var plain = PlainStage(signs, settings);
        for (var stage = 0; stage < evidence.Length; stage++)
        {
            evidence[stage] = Math.Max(evidence[stage], most - settings.MostEvidence);
            // Eye movements over low tone do not exclude a sleeper who lies awake and relaxed.
            var spared = plain is null || stage == (int)plain || (plain == SleepStage.R && stage == (int)SleepStage.W);
            if (!spared) evidence[stage] -= settings.CostAgainstPlainRule;
        }

        return evidence;
    }

    /// <summary>W where alpha fills well over half (W.1), R where eye movements come with low tone and neither marks of N2 nor slow waves (R.1); else null.</summary>
    private static SleepStage? PlainStage(double[] signs, RuleStagerSettings settings)
    {
        double Of(StageSign sign) => signs[(int)sign];
        if (Of(StageSign.AlphaShare) * 100 > settings.PlainAlphaPercent) return SleepStage.W;
        var movements = Math.Exp(Of(StageSign.RapidEyeMovements)) - 1;
        return movements > settings.PlainRapidEyeMovements - 0.5 && Of(StageSign.EyeMovementsOverLowTone) > 0
            && Of(StageSign.Spindles) == 0 && Of(StageSign.KComplexes) == 0 && Of(StageSign.SlowWaves) < 2
            ? SleepStage.R : null;
    }

    /// <summary>Seconds of an epoch that movement obscures; 0 where it could not be told.</summary>
    public static double Movement(EpochMeasurements measured) =>
        measured.Other.TryGetValue(MeasurementNames.MovementSeconds, out var seconds) ? seconds.Value : 0;

    public static bool? IsDefinite(double[] signs, RuleStagerSettings settings)
    {
        var movements = signs[(int)StageSign.RapidEyeMovements];
        if (double.IsNaN(movements)) return null;
        var place = signs[(int)StageSign.ChinTone];
        return Math.Exp(movements) - 1 >= settings.RapidEyeMovementsForRem - 1e-9 && !(place > settings.HighestChinPlaceForRem);
    }
}
