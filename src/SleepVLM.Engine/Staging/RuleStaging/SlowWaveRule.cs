using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>Rule N3.1 to the letter: where the frontal derivation settles the seconds of slow wave, they divide N2 from N3.</summary>
/// <remarks>The scan weighs all signs near the limit; what it leaves on the wrong side of it by more than the margin is corrected here.</remarks>
internal static class SlowWaveRule
{
    /// <summary>Stages epochs of N2 and N3 anew.</summary>
    /// <param name="stages">Stages of the night, changed in place.</param>
    /// <param name="analysis">Measurements and signal quality.</param>
    /// <param name="neededSeconds">Seconds of slow wave that make N3.</param>
    /// <param name="marginSeconds">Seconds nearer to it than this settle nothing.</param>
    public static void Apply(SleepStage?[] stages, NightAnalysis analysis, double neededSeconds, double marginSeconds)
    {
        for (var i = 0; i < stages.Length; i++)
        {
            if (stages[i] is not (SleepStage.N2 or SleepStage.N3) || analysis.Epochs[i]?.SlowWaveSeconds is not { } measured) continue;
            if (!IsFrontal(measured.Derivation, analysis.Detections.QualityIn(new EpochIndex(i)))) continue;
            if (measured.Value > neededSeconds + marginSeconds) stages[i] = SleepStage.N3;
            else if (measured.Value < neededSeconds - marginSeconds) stages[i] = SleepStage.N2;
        }
    }

    private static bool IsFrontal(Derivation derivation, IReadOnlyList<SignalQuality> channels) =>
        channels.Any(channel => channel.Channel == ChannelRole.F4 && channel.Derivation == derivation);
}
