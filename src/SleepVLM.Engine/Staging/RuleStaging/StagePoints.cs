using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>What speaks for and against a stage in one epoch taken alone, in points: 0 is undecided, 3 is clear.</summary>
/// <param name="Wake">W.</param>
/// <param name="Deep">N3.</param>
/// <param name="Rem">R, by eye movements over low tone; null where eye movements are not recorded.</param>
internal readonly record struct StagePoints(double Wake, double Deep, double? Rem)
{
    public static StagePoints Of(EpochSigns epoch, NightScale scale, RuleStagerSettings settings) =>
        new(WakePoints(epoch, scale, settings), DeepPoints(epoch, scale), RemPoints(epoch, settings));

    private static double WakePoints(EpochSigns epoch, NightScale scale, RuleStagerSettings settings)
    {
        var rise = scale.Rise(epoch);
        var points = rise is { } times ? 3 * Math.Clamp(times - 1, -1, 1) : -0.5;
        if (epoch.AlphaPercent is { } alpha) points += Math.Clamp((alpha - settings.AlphaPercentForWake + 10) / 10, 0, 3);
        if (epoch.ChinPlace is { } tone) points += Math.Clamp(4 * (tone - 0.5), -1.5, 1.5);
        if (epoch.SlowWaveSeconds is { } slow) points -= Math.Clamp(slow - 1, 0, 4) / (rise > 1 ? 8 : 2);
        return points - Math.Min(epoch.Marks, 3) * 0.5;
    }

    private static double DeepPoints(EpochSigns epoch, NightScale scale) =>
        epoch.SlowWaveSeconds is { } slow
            ? Math.Clamp(slow - scale.SlowWaveSecondsForN3, -4, 4) - 4 * Math.Clamp((scale.Rise(epoch) ?? 0) - 1, 0, 2)
            : -4;

    private static double? RemPoints(EpochSigns epoch, RuleStagerSettings settings)
    {
        if (epoch.RapidEyeMovements is not { } movements) return null;
        var points = Math.Min(movements - settings.RapidEyeMovementsForRem + 1, 3.0);
        if (epoch.ChinPlace is { } tone) points += Math.Clamp(10 * (settings.HighestChinPlaceForRem - tone), -3, 1);
        if (epoch.SlowWaveSeconds is { } slow) points -= Math.Clamp(slow - 1, 0, 3);
        return points - epoch.MarksFirstHalf;
    }
}
