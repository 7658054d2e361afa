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
        var steady = ChinRange.PlacePercent(evidence.Measured.Other.GetValueOrDefault(MeasurementNames.ChinBaseline), evidence.Night) ?? place;
        // Twitches over low tone are both high and low: only tone that is plainly one of them can be told wrongly.
        if (Math.Max(place, steady) > 20 && Math.Min(place, steady) < 80) return null;
        var told = place <= 20 ? evidence.Night.ChinToneHighMicrovolts!.Value : evidence.Night.ChinToneLowMicrovolts!.Value;
        var altered = right.Retold(evidence with { Measured = evidence.Measured with { ChinToneMicrovolts = tone with { Value = told } } });
        return altered is not null && ToneSentences(altered.Text).Except(ToneSentences(right.Right.Text)).Any() ? altered : null;
    }

    public static ToldDecision? ChangeAmount(BenchRationale right, Random random)
    {
        var measured = right.Evidence.Measured;
        var slow = Changed(right, measured.SlowWaveSeconds, 8, 30, told => measured with { SlowWaveSeconds = told });
        var alpha = Changed(right, measured.AlphaPercent, 50, 100, told => measured with { AlphaPercent = told });
        return random.Next(2) == 0 ? slow ?? alpha : alpha ?? slow;
    }

    private static IEnumerable<string> ToneSentences(string text) =>
        text.Split(". ").Where(sentence => sentence.Contains("tone", StringComparison.OrdinalIgnoreCase) || sentence.Contains("EMG", StringComparison.Ordinal));

    private static ToldDecision? Changed(BenchRationale right, Measurement? amount, double by, double most, Func<Measurement, EpochMeasurements> replaced)
    {
        if (amount is null) return null;
        var told = amount.Value + by <= most ? amount.Value + by : amount.Value - by;
        return right.Retold(right.Evidence with { Measured = replaced(amount with { Value = told }) }, new ToldFigure(told, amount.Unit, most / 20));
    }
}
