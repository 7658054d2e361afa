using System.Globalization;
using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>Lays judged models out for people, one beside the other.</summary>
internal static class ModelSections
{
    private const string NotApplicable = "n/a";

    public static IReadOnlyList<InfoSection> Of(ModelsReport report) =>
    [
        Agreement(report), Rationales(report),
        new("Difference of kappa to the first model, and to all channels; mean over subjects", ["model", "channels", "against", "difference", "95 %"],
            [.. report.Differences.Select(one => new[] { one.Model, one.Channels, Name(one.AgainstModel, one.AgainstChannels), Signed(one.Kappa.Value), Interval(one.Kappa) })]),
        new("Not judged", ["night", "model", "why"], [.. report.Failures.Select(failure => new[] { failure.Night, failure.Model ?? "all", failure.Reason })]),
    ];

    /// <summary>Kappa of each subject, models side by side.</summary>
    public static InfoSection Subjects(ModelsReport report)
    {
        var subjects = report.Models.SelectMany(model => model.BySubject.Select(subject => subject.Subject)).Distinct().Order(StringComparer.Ordinal);
        return new InfoSection("Kappa of each subject", ["subject", .. report.Models.Select(Name)],
            [.. subjects.Select(subject => (string[])[subject, .. report.Models.Select(model => Figure(model.BySubject.FirstOrDefault(one => one.Subject == subject)?.Kappa))])]);
    }

    /// <summary>A model with its channels, where they are not all.</summary>
    public static string Name(ModelReport model) => Name(model.Model, model.Channels);

    private static string Name(string model, string channels) => channels is "all" or "" ? model : $"{model}, {channels}";

    private static InfoSection Agreement(ModelsReport report) => new(
        $"{report.Asked}: agreement; kappa is the mean over subjects with its 95 % interval, the rest of all epochs",
        ["model", "channels", "subjects", "epochs", "kappa", "95 %", "lowest", "accuracy", "macro F1", "F1 W", "N1", "N2", "N3", "R"],
        [
            .. report.Models.Select(model => (string[])
            [
                model.Model, model.Channels, Tables.Whole(model.Subjects), Tables.Whole(model.Compared), Figure(model.Kappa.Value), Interval(model.Kappa), Figure(model.KappaLowest),
                Figure(model.Accuracy.Value), Figure(model.MacroF1.Value), .. model.Stages.Select(stage => Figure(stage.F1)),
            ]),
        ]);

    private static InfoSection Rationales(ModelsReport report) => new(
        "Probabilities, rules and rationales",
        ["model", "channels", "ECE", "Brier", "NLL", "rule IoU", "if stage right", "claims supported", "of checkable", "sound/doubtful/contradicted", "cut", "unparsable", "epochs/s"],
        [.. report.Models.Select(model => new[]
        {
            model.Model, model.Channels, Figure(model.Calibration.Ece), Figure(model.Calibration.Brier), Figure(model.Calibration.NegativeLogLikelihood),
            Figure(model.RuleCitations.Iou), Figure(model.RuleCitations.IouWhereStageAgrees),
            Percent(Ratio(model.Answers.Claims.Supported, model.Answers.Claims.Supported + model.Answers.Claims.Contradicted + model.Answers.Claims.NotAssessable)),
            Percent(model.Answers.Claims.SupportedOfCheckable),
            string.Join('/', new[] { EpochVerdict.Sound, EpochVerdict.Doubtful, EpochVerdict.Contradicted }.Select(verdict => Percent(model.Answers.Verdicts.First(one => one.Verdict == verdict).Share))),
            Percent(model.Answers.TruncationRate), Percent(model.Answers.UnparsableRate),
            model.EpochsPerSecond?.ToString("0.0", CultureInfo.InvariantCulture) ?? NotApplicable,
        })]);

    private static string Figure(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? NotApplicable;

    private static string Signed(double? value) => value?.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture) ?? NotApplicable;

    private static string Interval(FigureReport figure) => figure is { Low: { } low, High: { } high }
        ? string.Create(CultureInfo.InvariantCulture, $"{low:0.000} to {high:0.000}") : NotApplicable;

    private static string Percent(double? share) => share is { } value ? (100 * value).ToString("0.0", CultureInfo.InvariantCulture) + " %" : NotApplicable;

    private static double? Ratio(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
