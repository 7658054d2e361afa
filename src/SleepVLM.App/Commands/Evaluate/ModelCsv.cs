using System.Globalization;
using System.Text;
using SleepVLM.Engine.Evaluation;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>One line a model, set of channels and subject, and one for all subjects together; empty fields are not defined.</summary>
internal static class ModelCsv
{
    private static readonly string[] Head =
    [
        "model", "channels", "subject", "epochs", "kappa", "kappa_low", "kappa_high", "accuracy", "macro_f1",
        .. ConfusionMatrix.Stages.Select(stage => $"f1_{stage}"), .. ConfusionMatrix.Stages.Select(stage => $"sensitivity_{stage}"), .. ConfusionMatrix.Stages.Select(stage => $"precision_{stage}"),
        "ece", "brier", "nll", "rule_iou", "claims_supported", "claims_contradicted", "claims_not_assessable", "truncation_rate", "unparsable_rate", "epochs_per_s",
    ];

    public static string Of(ModelsReport report)
    {
        var text = new StringBuilder(string.Join(',', Head)).Append('\n');
        foreach (var model in report.Models)
        {
            Add(text, [
                model.Model, model.Channels, "all", model.Compared, model.Kappa.Value, model.Kappa.Low, model.Kappa.High, model.Accuracy.Value, model.MacroF1.Value, .. Stages(model.Stages),
                model.Calibration.Ece, model.Calibration.Brier, model.Calibration.NegativeLogLikelihood, model.RuleCitations.Iou,
                model.Answers.Claims.Supported, model.Answers.Claims.Contradicted, model.Answers.Claims.NotAssessable, model.Answers.TruncationRate, model.Answers.UnparsableRate, model.EpochsPerSecond]);
            foreach (var subject in model.BySubject)
                Add(text, [model.Model, model.Channels, subject.Subject, subject.Compared, subject.Kappa, null, null, subject.Accuracy, subject.MacroF1, .. Stages(subject.Stages)]);
        }

        return text.ToString();
    }

    private static IEnumerable<object?> Stages(IReadOnlyList<StageAgreement> stages) =>
        [.. stages.Select(stage => (object?)stage.F1), .. stages.Select(stage => (object?)stage.Sensitivity), .. stages.Select(stage => (object?)stage.Precision)];

    private static void Add(StringBuilder text, IReadOnlyList<object?> fields) =>
        text.AppendJoin(',', fields.Select(Field)).Append(',', Head.Length - fields.Count).Append('\n');

    private static string Field(object? value) => value switch
    {
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        string text when text.AsSpan().ContainsAny(",\"\n\r") => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
