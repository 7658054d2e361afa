namespace SleepVLM.Engine.Recordings;

/// <summary>A departure from the EDF specification that the reader tolerated.</summary>
/// <param name="ByteOffset">Where it was first met, bytes from the start of the file.</param>
/// <param name="Field">The header field or structure, in the words of the specification.</param>
/// <param name="Problem">What was wrong and what was done; holds nothing that names the patient.</param>
/// <param name="Count">How often it was met.</param>
public sealed record RecordingWarning(long ByteOffset, string Field, string Problem, int Count)
{
    /// <summary>One sentence for the record.</summary>
    public override string ToString() =>
        Count == 1 ? $"byte {ByteOffset}, {Field}: {Problem}" : $"byte {ByteOffset}, {Field}: {Problem} (and {Count - 1} more like it)";
}
