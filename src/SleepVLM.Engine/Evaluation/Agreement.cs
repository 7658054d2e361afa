using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation;

/// <summary>How well a staging agrees with a reference scoring, epoch by epoch.</summary>
/// <remarks>
/// Epochs the reference leaves unscored are left out. Epochs that were staged without a result (unparsable answer, gap) count as wrong.
/// A figure that is not defined, such as the precision of a stage never given, is null.
/// </remarks>
public sealed class Agreement
{
    private Agreement(ConfusionMatrix confusion) => Confusion = confusion;

    /// <summary>All counts.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>Epochs compared.</summary>
    public int Compared => Confusion.Total;

    /// <summary>Compared epochs without a stage in the staging; counted as wrong.</summary>
    public int StagingUnscored => Confusion.Given(null);

    /// <summary>Epochs left out because the reference gives them no stage.</summary>
    public int ReferenceUnscored { get; private init; }

    /// <summary>Scored epochs of the reference left out because the staging says nothing of them.</summary>
    public int OnlyInReference { get; private init; }

    /// <summary>Epochs of the staging left out because the reference does not reach them.</summary>
    public int OnlyInStaging { get; private init; }

    /// <summary>Epochs by which the reference was shifted, where the clock times of two EDF files asked for it.</summary>
    public int ShiftEpochs { get; private init; }

    /// <summary>Share of agreeing epochs, 0 to 1.</summary>
    public double? Accuracy => Ratio(Confusion.Agreeing, Compared);

    /// <summary>Cohen's kappa, unweighted (Cohen 1960).</summary>
    public double? Kappa
    {
        get
        {
            if (Accuracy is not { } observed) return null;
            var chance = ConfusionMatrix.Stages.Sum(s => (double)Confusion.InReference(s) * Confusion.Given(s)) / ((double)Compared * Compared);
            return chance < 1 ? (observed - chance) / (1 - chance) : null;
        }
    }

    /// <summary>Prevalence- and bias-adjusted kappa for five categories, <c>(5 * accuracy - 1) / 4</c> (Byrt 1993).</summary>
    public double? Pabak => (5 * Accuracy - 1) / 4;

    /// <summary>Mean F1 of the stages the reference has.</summary>
    public double? MacroF1 => Stages.Where(s => s.Support > 0).Average(s => s.F1);

    /// <summary>Figures of each of the five stages.</summary>
    public IReadOnlyList<StageAgreement> Stages => [.. ConfusionMatrix.Stages.Select(stage =>
    {
        var (both, support, given) = (Confusion[stage, stage], Confusion.InReference(stage), Confusion.Given(stage));
        return new StageAgreement(stage, support, given, Ratio(both, support), Ratio(both, given), Ratio(2 * both, support + given));
    })];

    /// <summary>All counts of several comparisons together; no shift.</summary>
    public static Agreement Pool(IReadOnlyCollection<Agreement> parts)
    {
        var confusion = new ConfusionMatrix();
        foreach (var part in parts) confusion.Add(part.Confusion);
        return new Agreement(confusion)
        {
            ReferenceUnscored = parts.Sum(part => part.ReferenceUnscored), OnlyInReference = parts.Sum(part => part.OnlyInReference),
            OnlyInStaging = parts.Sum(part => part.OnlyInStaging),
        };
    }

    /// <summary>Compares epoch by epoch, by their numbers; two EDF files with clock times by those.</summary>
    public static Agreement Compare(Hypnogram staging, Hypnogram reference)
    {
        var shift = ShiftOf(staging, reference);
        var given = staging.Epochs.ToDictionary(e => e.Index.Value, e => e.Stage);
        var confusion = new ConfusionMatrix();
        var (unscored, missing, met) = (0, 0, 0);
        foreach (var epoch in reference.Epochs)
        {
            var isStaged = given.TryGetValue(epoch.Index.Value + shift, out var stage);
            if (isStaged) met++;
            if (epoch.Stage is not { } scored) unscored++;
            else if (!isStaged) missing++;
            else confusion.Count(scored, stage);
        }
        return new Agreement(confusion)
        {
            ReferenceUnscored = unscored, OnlyInReference = missing, OnlyInStaging = given.Count - met, ShiftEpochs = shift,
        };
    }

    private static int ShiftOf(Hypnogram staging, Hypnogram reference) =>
        staging.StartTime is { } own && reference.StartTime is { } other && (other - own).Duration() < TimeSpan.FromDays(1)
            ? (int)Math.Round((other - own) / EpochIndex.Duration, MidpointRounding.AwayFromZero)
            : 0;

    private static double? Ratio(int part, int whole) => whole == 0 ? null : (double)part / whole;
}

/// <summary>Agreement on one stage.</summary>
/// <param name="Stage">Which.</param>
/// <param name="Support">Epochs the reference scores so.</param>
/// <param name="Given">Epochs the staging gives it to.</param>
/// <param name="Sensitivity">Share of the reference's epochs found; null where it has none.</param>
/// <param name="Precision">Share of the given epochs that are right; null where none was given.</param>
/// <param name="F1">Harmonic mean of the two; null where neither has the stage.</param>
public sealed record StageAgreement(SleepStage Stage, int Support, int Given, double? Sensitivity, double? Precision, double? F1);
