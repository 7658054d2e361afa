using System.Globalization;
using SleepVLM.App.Commands.Info;
using SleepVLM.Torch.Inspection;

namespace SleepVLM.App.Commands.Models;

/// <summary>Lays a model report out for people.</summary>
internal static class ModelSections
{
    public static IReadOnlyList<InfoSection> Of(ModelReport report) =>
    [
        new InfoSection("Model", [], [.. Model(report)]),
        new InfoSection("Files", ["name", "size", "tensors"], [.. report.Weights?.Files.Select(file => new[] { file.Name, Size(file.Bytes), Tables.Whole(file.Tensors) }) ?? []]),
        new InfoSection("Needs", [], [.. Needs(report.Needs)]),
        new InfoSection("This machine", [],
        [
            ["cores", Tables.Whole(report.Machine.Cores)], ["free memory", Size(report.Machine.FreeBytes)], ["CUDA", report.Machine.Cuda ? "yes" : "no"], ["verdict", report.Verdict],
        ]),
        new InfoSection("Problems", [], [.. report.Problems.Select(problem => new[] { problem })]),
    ];

    private static IEnumerable<string[]> Model(ModelReport report)
    {
        yield return ["folder", report.Folder];
        yield return ["kind", report.Kind];
        if (report.Architecture is { } architecture)
        {
            yield return ["architecture", architecture.Name];
            yield return ["parameters", architecture.Parameters.ToString("N0", CultureInfo.InvariantCulture)];
            yield return ["vision tower", architecture.Vision];
            yield return ["language model", architecture.Language];
            yield return ["vocabulary", Tables.Whole(architecture.Vocabulary)];
        }

        if (report.Weights is { } weights)
        {
            yield return ["precision", string.Join(", ", weights.Precision.Select(type => $"{type.Key} ({type.Value} tensors)"))];
            if (weights.Quantisation is { } packed) yield return ["quantisation", packed];
            if (weights.ReadInFull) yield return ["read in full", "yes"];
        }

        if (report.Adapter is { } adapter)
            yield return ["adapter", string.Create(CultureInfo.InvariantCulture, $"rank {adapter.Rank}, scaling {adapter.Scaling}, {adapter.Layers} layers, {adapter.Parameters:N0} numbers; {adapter.Use}; base {adapter.Base ?? "not found"}")];
        if (report.Tokenizer is { } tokenizer) yield return ["tokenizer", $"{tokenizer.Tokens} tokens, {tokenizer.Added} of them added"];
        if (report.Prompt is not { } prompt) yield break;
        yield return ["card", prompt.Card ?? "none; asked as the published checkpoint"];
        yield return ["prompt", $"{prompt.Prompt}{(prompt.FromFolder ? " of the model's folder" : "")}{(prompt.Tokens is { } tokens ? $", {tokens} tokens with three pictures" : "")}"];
        yield return ["answers", string.Join(", ", prompt.AnswerKeys)];
    }

    private static IEnumerable<string[]> Needs(NeedsReport? needs)
    {
        if (needs is null) yield break;
        yield return ["disk", Size(needs.DiskBytes)];
        yield return ["weights in memory", $"{Size(needs.WeightBytes)} as {needs.Precision}"];
        yield return ["memory to load", $"about {Size(needs.LoadBytes)}"];
        yield return ["memory to stage", $"about {Size(needs.RunBytes)}, {needs.BatchSize} windows at a time"];
    }

    private static string Size(long bytes) => ModelInspector.Size(bytes);
}
