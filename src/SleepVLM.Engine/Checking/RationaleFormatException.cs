using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Checking;

/// <summary>A file whose rationales cannot be read.</summary>
/// <param name="path">The file.</param>
/// <param name="line">Line number from 1; null where the problem lies in no one line.</param>
/// <param name="problem">What is wrong and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class RationaleFormatException(string path, int? line, string problem, Exception? inner = null)
    : SleepVlmException(line is null ? $"{path}: {problem}" : string.Create(CultureInfo.InvariantCulture, $"{path}: line {line}: {problem}"), inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Line number from 1, where there is one.</summary>
    public int? Line { get; } = line;
}
