using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules;

/// <summary>A rule book that cannot be used.</summary>
/// <param name="path">The file.</param>
/// <param name="line">Line, from 1; null where the file as a whole is meant.</param>
/// <param name="field">Field, for example <c>rules[2].stages</c>; empty for the whole file.</param>
/// <param name="problem">What is wrong and what is needed, as a clause.</param>
/// <param name="inner">What caused it.</param>
public sealed class RuleBookException(string path, int? line, string field, string problem, Exception? inner = null)
    : SleepVlmException(Describe(path, line, field, problem), inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Line, from 1; null where the file as a whole is meant.</summary>
    public int? Line { get; } = line;

    /// <summary>Field, for example <c>rules[2].stages</c>; empty for the whole file.</summary>
    public string Field { get; } = field;

    private static string Describe(string path, int? line, string field, string problem) =>
        path
        + (line is { } number ? string.Create(CultureInfo.InvariantCulture, $", line {number}") : "")
        + (field.Length > 0 ? $", field '{field}'" : "")
        + ": " + problem;
}
