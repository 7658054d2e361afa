using SleepVLM.Contracts;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>A decider to judge.</summary>
/// <param name="Label">What tables and folders call it.</param>
/// <param name="NameOrFolder">A shipped name, <c>rules</c> or a folder.</param>
/// <param name="Context">What stages are decided from; null for what suits the decider.</param>
internal sealed record NamedModel(string Label, string NameOrFolder, StageContext? Context)
{
    /// <summary>Reads <c>nano</c>, <c>rules</c>, <c>FOLDER</c> or <c>NAME=FOLDER</c> of each; <c>@window</c> or <c>@night</c> at the end sets the context.</summary>
    /// <exception cref="SleepVlmException">Two have one name, or a name cannot be that of a folder.</exception>
    public static IReadOnlyList<NamedModel> ParseAll(IReadOnlyList<string> texts)
    {
        List<NamedModel> models = [.. texts.Select(Parse)];
        if (models.GroupBy(model => model.Label).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
            throw new SleepVlmException($"--model: two models are called '{twice}'; give one another name, as in --model other=FOLDER");
        return models;
    }

    private static NamedModel Parse(string text)
    {
        StageContext? context = null;
        foreach (var known in Enum.GetValues<StageContext>())
            if (text.EndsWith($"@{known}", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(text)) context = known;
        var (label, folder) = Split(context is null ? text : text[..text.LastIndexOf('@')]);
        return new NamedModel(context is null || label != NameOf(folder) ? label : $"{label}@{context.ToString()!.ToLowerInvariant()}", folder, context);
    }

    private static (string Label, string Folder) Split(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (label, folder) = equals > 0 && !Directory.Exists(text) ? (text[..equals], text[(equals + 1)..]) : (NameOf(text), text);
        if (label.Length == 0 || label is "." or ".." || label.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
            throw new SleepVlmException($"--model {text}: '{label}' can be no name of a model; give one, as in --model mine=FOLDER");
        return (label, folder);
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
}
