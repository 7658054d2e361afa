using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>Faults told in a sentence of their own, as language models add them.</summary>
internal static class SentenceFaults
{
    private static readonly string[] Electrodes = ["F4-M1", "C4-M1", "O2-M1", "F3-M2", "C3-M2", "O1-M2", "P4-M1", "Cz-M1"];

    public static ToldDecision? TellWakeToneBelowWake(BenchRationale right, Random random) =>
        right.Evidence.Stage != SleepStage.W || right.Montage.RowOf(ChannelRole.Chin) < 0 ? null : right.With(Pick(random,
            "Chin EMG tone is lower than in wakefulness.", "Chin tone is reduced compared with wakefulness.", "The chin EMG lies below the level of wakefulness."));

    public static ToldDecision? TellEvenBlinks(BenchRationale right, Random random) =>
        right.Evidence.Stage != SleepStage.W || right.Montage.RowOf(ChannelRole.LOC) < 0 ? null : right.With(Pick(random,
            "Eye blinks are seen at 5/10/15/20/25 s.", "The EOG shows blinks at 5 s, 10 s, 15 s, 20 s and 25 s.", "Blinks occur at approximately 5, 10, 15, 20 and 25 seconds."));

    public static ToldDecision? TellEvenSpacing(BenchRationale right, Random random)
    {
        var step = random.Next(3, 7);
        var times = string.Join(", ", Enumerable.Range(1, 4).Select(i => $"{i * step} s"));
        if (right.Evidence.Stage == SleepStage.R)
            return right.Montage.RowOf(ChannelRole.LOC) < 0 ? null : right.With($"Rapid eye movements occur at {times}.");
        return right.Evidence.Stage != SleepStage.N2 || !right.EegRoles.Any() ? null : right.With($"Sleep spindles are present at {times}.");
    }

    public static ToldDecision? TellWideInterval(BenchRationale right, Random random) =>
        right.Evidence.Stage is not (SleepStage.N2 or SleepStage.N3) || !right.EegRoles.Any() ? null : right.With(Pick(random,
            "A K complex is seen at about 0-10 s.", "There is a K-complex between 2 and 14 s.", "A sleep spindle lies at approximately 10-20 s."));

    public static ToldDecision? TellTimeBeyondEpoch(BenchRationale right, Random random) => !right.EegRoles.Any() ? null : right.With(Pick(random,
        $"A K complex follows at {random.Next(31, 45)} s.", $"A spindle is seen at {random.Next(31, 45)}.5 s.", $"An arousal begins at {random.Next(31, 45)} s."));

    public static ToldDecision? TellAbsentDerivation(BenchRationale right, Random random)
    {
        var absent = Electrodes.Where(name => !right.Montage.Channels.Any(channel =>
            name.StartsWith(channel.Derivation.Active, StringComparison.Ordinal) || name.StartsWith(channel.Role.ToString(), StringComparison.Ordinal))).ToArray();
        if (absent.Length == 0) return null;
        var name = absent[random.Next(absent.Length)];
        return right.With(Pick(random, $"The background in {name} agrees.", $"{name} shows mixed-frequency activity.", $"The same is seen in {name}."));
    }

    private static string Pick(Random random, params ReadOnlySpan<string> sentences) => sentences[random.Next(sentences.Length)];
}
