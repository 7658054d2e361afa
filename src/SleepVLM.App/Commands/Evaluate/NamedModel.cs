using SleepVLM.Contracts;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>A decider to judge.</summary>
/// <param name="Label">What tables and folders call it.</param>
/// <param name="NameOrFolder">A shipped name, <c>rules</c> or a folder.</param>
internal sealed record NamedModel(string Label, string NameOrFolder)
{
    /// <summary>Reads <c>nano</c>, <c>rules</c>, <c>FOLDER</c> or <c>NAME=FOLDER</c> of each.</summary>
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
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (label, folder) = equals > 0 && !Directory.Exists(text) ? (text[..equals], text[(equals + 1)..]) : (Path.GetFileName(Path.TrimEndingDirectorySeparator(text)), text);
        if (label.Length == 0 || label is "." or ".." || label.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
            throw new SleepVlmException($"--model {text}: '{label}' can be no name of a model; give one, as in --model mine=FOLDER");
        return new NamedModel(label, folder);
    }
}
