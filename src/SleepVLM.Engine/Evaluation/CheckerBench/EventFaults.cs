using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>Faults in what is told of events: the evidence is altered and the rationale composed anew.</summary>
internal static class EventFaults
{
    private const double LeastShiftSeconds = 3, ClearOfKnownSeconds = 2.5, AmplitudeFactor = 4;
    private static readonly SleepEventKind[] Located = [SleepEventKind.Spindle, SleepEventKind.KComplex, SleepEventKind.RapidEyeMovement];

    public static ToldDecision? ShiftTime(BenchRationale right, Random random) => Told(right, random, Located, found => new(found.OnsetSeconds - right.Onset, "s", 1), found =>
        FreeSecond(right, found.Kind, random, found.OnsetSeconds - right.Onset) is { } second ? found with { OnsetSeconds = right.Onset + second } : null);

    public static ToldDecision? SwapDerivation(BenchRationale right, Random random) =>
        Told(right, random, [SleepEventKind.Spindle, SleepEventKind.KComplex], null, found =>
        {
            var without = right.EegRoles.Where(role => role != found.Channel && !right.Known.Any(known => known.Kind == found.Kind
                && known.Channel == role && known.OnsetSeconds < found.EndSeconds + 1 && known.EndSeconds > found.OnsetSeconds - 1)).ToArray();
            return without.Length == 0 ? null : found with { Channel = without[random.Next(without.Length)] };
        });

    public static ToldDecision? EnlargeAmplitude(BenchRationale right, Random random) =>
        Told(right, random, [SleepEventKind.Spindle, SleepEventKind.KComplex, SleepEventKind.RapidEyeMovement, SleepEventKind.SlowWave],
            found => new(found.AmplitudeMicrovolts, "uV", found.AmplitudeMicrovolts / 20), found => found with { AmplitudeMicrovolts = AmplitudeFactor * found.AmplitudeMicrovolts });

    public static ToldDecision? StretchDuration(BenchRationale right, Random random) =>
        Told(right, random, [SleepEventKind.Spindle, SleepEventKind.KComplex],
            found => new(found.DurationSeconds, "s", 0.05), found => found with { DurationSeconds = random.Next(8, 15) + 0.3, OnsetSeconds = Math.Min(found.OnsetSeconds, right.Onset + 15) });

    public static ToldDecision? ChangeFrequency(BenchRationale right, Random random) =>
        Told(right, random, [SleepEventKind.Spindle], found => new(found.FrequencyHz, "Hz", 0.6), found => found with { FrequencyHz = random.Next(2) == 0 ? random.Next(4, 8) : random.Next(20, 26) });

    public static ToldDecision? InventSpindle(BenchRationale right, Random random) => AddSpindle(right, random, latest: 29);

    /// <summary>N2 that rests on no mark of its own is told to rest on a spindle.</summary>
    public static ToldDecision? InventMark(BenchRationale right, Random random)
    {
        if (right.Evidence.Stage != SleepStage.N2 || Cites(right.Right)) return null;
        return AddSpindle(right, random, latest: 14) is { } told && Cites(told) ? told : null;

        static bool Cites(ToldDecision told) => told.Rules.Contains(new RuleId("N2.1"));
    }

    private static ToldDecision? AddSpindle(BenchRationale right, Random random, int latest)
    {
        if (right.Evidence.Events is not { } events || !right.EegRoles.Any()) return null;
        if (FreeSecond(right, SleepEventKind.Spindle, random, latest: latest) is not { } second) return null;
        var role = right.EegRoles.Contains(ChannelRole.C4) ? ChannelRole.C4 : right.EegRoles.First();
        var invented = new SleepEvent(
            SleepEventKind.Spindle, right.Onset + second, 0.6 + random.NextDouble(), role, random.Next(25, 60), 12 + 2.5 * random.NextDouble());
        return right.Retold(right.Evidence with { Events = [.. events, invented] }, new ToldFigure(second, "s", 1));
    }

    /// <summary>Alters one event of the epoch after the other until the text tells it; all its copies in other channels give way.</summary>
    /// <param name="figure">What the text must tell of the altered event; null where any change will do.</param>
    private static ToldDecision? Told(
        BenchRationale right, Random random, SleepEventKind[] kinds, Func<SleepEvent, ToldFigure>? figure, Func<SleepEvent, SleepEvent?> alter)
    {
        if (right.Evidence.Events is not { } events) return null;
        var here = events.Where(found => kinds.Contains(found.Kind) && found.OnsetSeconds >= right.Onset && found.OnsetSeconds < right.Onset + 30).ToArray();
        random.Shuffle(here);
        foreach (var found in here)
        {
            if (alter(found) is not { } altered) continue;
            var others = events.Where(other => other.Kind != found.Kind || other.OnsetSeconds >= found.EndSeconds || other.EndSeconds <= found.OnsetSeconds);
            var evidence = right.Evidence with { Events = [.. others, altered] };
            var told = figure is null ? right.Retold(evidence) : right.Retold(evidence, figure(altered));
            if (told is not null) return told;
        }

        return null;
    }

    /// <summary>A second of the epoch with nothing of the kind near it; null where twenty tries find none.</summary>
    private static double? FreeSecond(BenchRationale right, SleepEventKind kind, Random random, double? away = null, int latest = 29)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var second = 0.5 + random.Next(latest);
            if (away is { } from && Math.Abs(second - from) < LeastShiftSeconds) continue;
            if (!right.IsKnown(kind, second, ClearOfKnownSeconds)) return second;
        }

        return null;
    }
}
