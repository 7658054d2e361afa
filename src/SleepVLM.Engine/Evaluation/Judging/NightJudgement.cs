using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>One night of one decider held against a reference.</summary>
/// <param name="Night">Name of the night.</param>
/// <param name="Subject">Whose night; nights of one subject are pooled before anything is averaged over subjects.</param>
/// <param name="Staging">What is judged.</param>
/// <param name="Reference">What it is held against; its rules are used where it tells any.</param>
/// <param name="Pace">How fast it was staged; null where that was not measured.</param>
public sealed record NightJudgement(string Night, string Subject, JudgedStaging Staging, JudgedStaging Reference, Pace? Pace)
{
    /// <summary>Agreement of the stages.</summary>
    public Agreement Agreement { get; } = Agreement.Compare(Staging.ToHypnogram(), Reference.ToHypnogram());

    /// <summary>Probabilities with decided and reference stage, of the epochs that have all three.</summary>
    internal IEnumerable<(Hypnodensity Density, SleepStage Decided, SleepStage Reference)> Confidences()
    {
        foreach (var (staged, reference) in Pairs())
            if (staged is { Hypnodensity: { } density, Stage: { } decided }) yield return (density, decided, reference.Stage!.Value);
    }

    /// <summary>Rules of the epochs that are compared; none where the staging cites no rules at all.</summary>
    internal IEnumerable<(IReadOnlyList<RuleId> Cited, IReadOnlyList<RuleId> Reference, bool StageAgrees)> Citations() =>
        Staging.CitesRules ? Pairs().Select(pair => (pair.Staged.Rules, pair.Reference.Rules, pair.Staged.Stage == pair.Reference.Stage)) : [];

    private IEnumerable<(JudgedEpoch Staged, JudgedEpoch Reference)> Pairs()
    {
        var staged = Staging.Epochs.ToDictionary(epoch => epoch.Index.Value);
        foreach (var reference in Reference.Epochs)
            if (reference.Stage is not null && staged.TryGetValue(reference.Index.Value + Agreement.ShiftEpochs, out var epoch)) yield return (epoch, reference);
    }
}

/// <summary>How fast epochs were decided and checked, reading and filtering of the recording apart.</summary>
/// <param name="Epochs">Epochs timed.</param>
/// <param name="Seconds">Time they took.</param>
public readonly record struct Pace(int Epochs, double Seconds)
{
    /// <summary>Epochs per second; null where nothing was timed.</summary>
    public double? EpochsPerSecond => Epochs == 0 || Seconds <= 0 ? null : Epochs / Seconds;

    /// <summary>Both together.</summary>
    public static Pace operator +(Pace left, Pace right) => new(left.Epochs + right.Epochs, left.Seconds + right.Seconds);
}
