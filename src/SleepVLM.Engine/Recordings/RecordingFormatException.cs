using SleepVLM.Contracts;

namespace SleepVLM.Engine.Recordings;

/// <summary>A file that cannot be read as EDF or BDF, or a value that cannot be written as EDF+.</summary>
/// <param name="path">The file.</param>
/// <param name="byteOffset">Where in the file, bytes from its start.</param>
/// <param name="field">The header field or structure, in the words of the EDF specification.</param>
/// <param name="problem">What is wrong and what to do; one clause.</param>
/// <param name="inner">The failure underneath, if any.</param>
public sealed class RecordingFormatException(string path, long byteOffset, string field, string problem, Exception? inner = null)
    : SleepVlmException($"{path}: {problem} (byte {byteOffset}, {field})", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Where in the file, bytes from its start.</summary>
    public long ByteOffset { get; } = byteOffset;

    /// <summary>The header field or structure.</summary>
    public string Field { get; } = field;
}
