using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>All nights of one decider, with the channels in view, held against their references.</summary>
/// <param name="Model">Who decided.</param>
/// <param name="Channels">Which channels were in view, for example <c>all</c> or <c>no-F4</c>.</param>
/// <param name="Nights">The nights.</param>
/// <param name="Seed">Seed of the bootstrap; two models with the same subjects are drawn alike.</param>
public sealed record ModelJudgement(string Model, string Channels, IReadOnlyList<NightJudgement> Nights, int Seed)
{
    /// <summary>All epochs of all nights together.</summary>
    public Agreement Pooled { get; } = Agreement.Pool([.. Nights.Select(night => night.Agreement)]);

    /// <summary>Each subject's epochs together, by subject.</summary>
    public IReadOnlyList<SubjectAgreement> Subjects { get; } =
    [
        .. Nights.GroupBy(night => night.Subject).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new SubjectAgreement(group.Key, Agreement.Pool([.. group.Select(night => night.Agreement)]))),
    ];

    /// <summary>Mean of the subjects' kappas.</summary>
    public SubjectFigure Kappa => FigureOf(drawn => Mean([.. drawn.Select(subject => subject.Agreement.Kappa)]));

    /// <summary>Accuracy of the pooled epochs.</summary>
    public SubjectFigure Accuracy => FigureOf(drawn => Pool(drawn).Accuracy);

    /// <summary>Macro F1 of the pooled epochs.</summary>
    public SubjectFigure MacroF1 => FigureOf(drawn => Pool(drawn).MacroF1);

    /// <summary>Smallest and largest kappa of a subject; null where none is defined.</summary>
    public Interval? KappaRange => Subjects.Any(subject => subject.Agreement.Kappa is not null)
        ? new Interval(Subjects.Min(subject => subject.Agreement.Kappa)!.Value, Subjects.Max(subject => subject.Agreement.Kappa)!.Value)
        : null;

    /// <summary>Whether the probabilities can be believed.</summary>
    public Calibration Calibration { get; } = Calibration.Of(Nights.SelectMany(night => night.Confidences()));

    /// <summary>Whether the rules are those of the reference.</summary>
    public RuleCitations Citations { get; } = RuleCitations.Of(Nights.SelectMany(night => night.Citations()));

    /// <summary>What became of the answers.</summary>
    public AnswerFigures Answers { get; } = AnswerFigures.Of([.. Nights.SelectMany(night => night.Staging.Epochs)]);

    /// <summary>How fast; null where no night was timed.</summary>
    public Pace? Pace => Nights.Any(night => night.Pace is not null) ? Nights.Aggregate(default(Pace), (sum, night) => sum + (night.Pace ?? default)) : null;

    /// <summary>Mean difference of kappa to another decider over the subjects both have, drawn in pairs; null where they share none.</summary>
    public SubjectFigure? KappaOver(ModelJudgement other)
    {
        var theirs = other.Subjects.ToDictionary(subject => subject.Subject, subject => subject.Agreement.Kappa);
        double[] differences = [.. Subjects.Select(subject => subject.Agreement.Kappa - theirs.GetValueOrDefault(subject.Subject)).OfType<double>()];
        return differences.Length == 0 ? null : SubjectFigure.Of(differences, drawn => drawn.Average(), Seed);
    }

    private SubjectFigure FigureOf(Func<IReadOnlyList<SubjectAgreement>, double?> statistic) => SubjectFigure.Of(Subjects, statistic, Seed);

    private static Agreement Pool(IReadOnlyList<SubjectAgreement> subjects) => Agreement.Pool([.. subjects.Select(subject => subject.Agreement)]);

    private static double? Mean(IReadOnlyList<double?> values) => values.Average();
}

/// <summary>Agreement on all epochs of one subject.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Agreement">Counts and figures.</param>
public sealed record SubjectAgreement(string Subject, Agreement Agreement);

/// <summary>A figure with its 95 % interval over subjects drawn with replacement.</summary>
/// <param name="Value">Null where it is not defined.</param>
/// <param name="Interval">Null where it is not defined, and of a single subject, which tells nothing of others.</param>
public readonly record struct SubjectFigure(double? Value, Interval? Interval)
{
    internal static SubjectFigure Of<T>(IReadOnlyList<T> subjects, Func<IReadOnlyList<T>, double?> statistic, int seed) =>
        new(statistic(subjects), subjects.Count < 2 ? null : Bootstrap.Interval(subjects, statistic, seed));
}
