using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>A figure with its 95 % interval over subjects; null where it is not defined.</summary>
internal sealed record FigureReport(double? Value, double? Low, double? High)
{
    public static FigureReport Of(SubjectFigure figure) => new(figure.Value, figure.Interval?.Low, figure.Interval?.High);
}

/// <summary>What became of the answers of a model and how its rationales stand.</summary>
internal sealed record AnswersReport(
    int Epochs, int Unparsable, double? UnparsableRate, int Unscored, int Truncated, double? TruncationRate, int Checked,
    IReadOnlyList<VerdictReport> Verdicts, FindingsReport Claims, FindingsReport RulesAndStages)
{
    public static AnswersReport Of(AnswerFigures figures) => new(
        figures.Epochs, figures.Unparsable, figures.UnparsableRate, figures.Unscored, figures.Truncated, figures.TruncationRate, figures.Checked,
        [.. figures.Verdicts.Select(count => new VerdictReport(count.Verdict, count.Epochs, figures.ShareOf(count.Verdict)))],
        FindingsReport.Of(figures.Claims), FindingsReport.Of(figures.Citations));
}

/// <summary>Checked epochs with one verdict.</summary>
internal sealed record VerdictReport(EpochVerdict Verdict, int Epochs, double? Share);

/// <summary>Findings of the checker, remarks left out.</summary>
internal sealed record FindingsReport(int Supported, int Contradicted, int NotAssessable, double? SupportedOfCheckable)
{
    public static FindingsReport Of(FindingCounts counts) => new(counts.Supported, counts.Contradicted, counts.NotAssessable, counts.SupportedOfCheckable);
}
