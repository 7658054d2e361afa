using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>What <c>evaluate</c> tells of models; its JSON is <c>evaluation.json</c>.</summary>
/// <param name="Program">Name and version.</param>
/// <param name="Asked">What was judged on, in the words of the command line.</param>
/// <param name="Seed">Seed of the bootstrap.</param>
/// <param name="Models">Every model with every set of channels.</param>
/// <param name="Differences">Kappa of each model over the first one's with the same channels, and over its own with all channels; on the same subjects.</param>
/// <param name="Failures">Nights that could not be judged.</param>
internal sealed record ModelsReport(
    string Program, string Asked, int Seed, IReadOnlyList<ModelReport> Models, IReadOnlyList<DifferenceReport> Differences, IReadOnlyList<EvaluationFailure> Failures)
{
    public static ModelsReport Of(string program, string asked, int seed, IReadOnlyList<ModelJudgement> judged, IReadOnlyList<EvaluationFailure> failures) => new(
        program, asked, seed, [.. judged.Select(ModelReport.Of)],
        [
            .. from one in judged
            from other in judged
            where (other.Channels == one.Channels && other == judged.First(first => first.Channels == one.Channels)) || (other.Model == one.Model && other.Channels == ChannelSet.All.Name)
            where other != one
            let difference = one.KappaOver(other)
            where difference is not null
            select new DifferenceReport(one.Model, one.Channels, other.Model, other.Channels, FigureReport.Of(difference.Value)),
        ],
        failures);
}

/// <summary>One model with one set of channels.</summary>
internal sealed record ModelReport(
    string Model, IReadOnlyList<string> ModelSha256, string Channels, int Subjects, int Nights, int Compared, int WithoutStage, LeftOutReport LeftOut,
    FigureReport Kappa, double? KappaLowest, double? KappaHighest, double? PooledKappa, FigureReport Accuracy, FigureReport MacroF1,
    IReadOnlyList<StageAgreement> Stages, ConfusionReport Confusion, Calibration Calibration, RuleCitations RuleCitations, AnswersReport Answers,
    double? EpochsPerSecond, IReadOnlyList<SubjectReport> BySubject)
{
    public static ModelReport Of(ModelJudgement judged)
    {
        var pooled = judged.Pooled;
        return new ModelReport(
            judged.Model, [.. judged.Nights.Select(night => night.Staging.ModelSha256).OfType<string>().Distinct()], judged.Channels, judged.Subjects.Count, judged.Nights.Count, pooled.Compared, pooled.StagingUnscored,
            new LeftOutReport(pooled.ReferenceUnscored, pooled.OnlyInReference, pooled.OnlyInStaging),
            FigureReport.Of(judged.Kappa), judged.KappaRange?.Low, judged.KappaRange?.High, pooled.Kappa, FigureReport.Of(judged.Accuracy), FigureReport.Of(judged.MacroF1),
            pooled.Stages, ConfusionReport.Of(pooled.Confusion), judged.Calibration, judged.Citations, AnswersReport.Of(judged.Answers),
            judged.Pace?.EpochsPerSecond,
            [.. judged.Subjects.Select(subject => SubjectReport.Of(subject, judged.Nights.Where(night => night.Subject == subject.Subject)))]);
    }
}

/// <summary>All epochs of one subject.</summary>
internal sealed record SubjectReport(
    string Subject, IReadOnlyList<string> Nights, int Compared, double? Kappa, double? Accuracy, double? MacroF1, IReadOnlyList<StageAgreement> Stages)
{
    public static SubjectReport Of(SubjectAgreement subject, IEnumerable<NightJudgement> nights) => new(
        subject.Subject, [.. nights.Select(night => night.Night)], subject.Agreement.Compared, subject.Agreement.Kappa, subject.Agreement.Accuracy,
        subject.Agreement.MacroF1, subject.Agreement.Stages);
}

/// <summary>Mean difference of kappa on the subjects that both have.</summary>
internal sealed record DifferenceReport(string Model, string Channels, string AgainstModel, string AgainstChannels, FigureReport Kappa);
