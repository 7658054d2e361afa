using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>Faults in what is told of figures: chin tone, seconds of slow wave, share of alpha.</summary>
internal static class FigureFaults
{
    public static ToldDecision? ContradictTone(BenchRationale right, Random random)
    {
        var evidence = right.Evidence;
        if (evidence.Measured.ChinToneMicrovolts is not { } tone || ChinRange.PlacePercent(tone, evidence.Night) is not { } place) return null;
        if (place is > 20 and < 80) return null;
        var told = place <= 20 ? evidence.Night.ChinToneHighMicrovolts!.Value : evidence.Night.ChinToneLowMicrovolts!.Value;
        return right.Retold(evidence with { Measured = evidence.Measured with { ChinToneMicrovolts = tone with { Value = told } } });
    }

    public static ToldDecision? ChangeAmount(BenchRationale right, Random random)
    {
        var measured = right.Evidence.Measured;
        var slow = measured.SlowWaveSeconds is { } seconds
            ? right.Retold(right.Evidence with { Measured = measured with { SlowWaveSeconds = seconds with { Value = Away(seconds.Value, 8, 30) } } }) : null;
        var alpha = measured.AlphaPercent is { } percent
            ? right.Retold(right.Evidence with { Measured = measured with { AlphaPercent = percent with { Value = Away(percent.Value, 50, 100) } } }) : null;
        return random.Next(2) == 0 ? slow ?? alpha : alpha ?? slow;
    }

    private static double Away(double value, double by, double most) => value + by <= most ? value + by : value - by;
}
