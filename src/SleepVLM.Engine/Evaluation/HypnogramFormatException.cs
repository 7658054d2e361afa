using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation;

/// <summary>A file that cannot be read as a hypnogram.</summary>
/// <param name="path">The file.</param>
/// <param name="line">Line number from 1; null where the problem lies in no one line.</param>
/// <param name="problem">What is wrong and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class HypnogramFormatException(string path, int? line, string problem, Exception? inner = null)
    : SleepVlmException(line is null ? $"{path}: {problem}" : string.Create(CultureInfo.InvariantCulture, $"{path}: line {line}: {problem}"), inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Line number from 1, where there is one.</summary>
    public int? Line { get; } = line;

    /// <summary>A piece of the file for a message: in quotes, on one line, not too long.</summary>
    internal static string Quote(string text)
    {
        var piece = text.Trim();
        if (piece.Length > 24) piece = piece[..24] + "...";
        return $"'{string.Concat(piece.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c))}'";
    }
}
