using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>Which events count: those of epochs in which their kind could be looked for and whose channels are whole.</summary>
internal static class Assessable
{
    /// <summary>The one derivation in which a kind is compared; null for those that are looked for in several.</summary>
    public static ChannelRole? OnlyIn(SleepEventKind kind) => kind switch
    {
        SleepEventKind.SlowWave => ChannelRole.F4,
        SleepEventKind.AlphaRhythm => ChannelRole.O2,
        _ => null,
    };

    /// <summary>Whether an event, true or detected, counts.</summary>
    public static bool Holds(SleepEvent item, NightDetections night)
    {
        for (var epoch = (int)(Math.Max(0, item.OnsetSeconds) / 30); epoch <= (int)(item.EndSeconds / 30) && epoch < night.EpochCount; epoch++)
        {
            if (!night.LookedForIn(new EpochIndex(epoch)).Contains(item.Kind)) return false;
            if (night.QualityIn(new EpochIndex(epoch)).Any(quality => Needs(item, quality.Channel) && quality.UnusableSeconds > 0)) return false;
        }

        return true;
    }

    private static bool Needs(SleepEvent item, ChannelRole role) => item.Kind switch
    {
        SleepEventKind.RapidEyeMovement or SleepEventKind.SlowEyeMovement or SleepEventKind.Blink => role is ChannelRole.LOC or ChannelRole.ROC,
        SleepEventKind.SlowWave or SleepEventKind.AlphaRhythm => role == OnlyIn(item.Kind),
        SleepEventKind.BodyMovement => false,
        _ => role <= ChannelRole.O2,
    };
}
