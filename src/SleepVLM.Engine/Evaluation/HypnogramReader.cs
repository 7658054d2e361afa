using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Evaluation;

/// <summary>Reads stagings and reference scorings, whichever of the known formats a file has.</summary>
/// <remarks>
/// EDF+ or BDF+ annotations; our JSON Lines and CSV; CSV or tab-separated text with a column <c>stage</c> and, where it has them, <c>epoch</c> or
/// <c>onset</c> and <c>duration</c>; text with one stage per line. Told apart by content, not by the file's name.
/// </remarks>
public static class HypnogramReader
{
    private const long MaxTextBytes = 64L << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="HypnogramFormatException">Not a hypnogram; the message says where and why.</exception>
    /// <exception cref="RecordingFormatException">An EDF file that makes no sense.</exception>
    public static Hypnogram Read(string path, CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(path)) throw new HypnogramFormatException(path, null, "this is a folder; name a staging or hypnogram file");
        if (!File.Exists(path)) throw new HypnogramFormatException(path, null, "there is no such file; check the path");
        // A named pipe has no length, and opening one would wait for somebody to write to it.
        if (new FileInfo(path).Length == 0) throw new HypnogramFormatException(path, null, "it holds no sleep stages; name a staging or a hypnogram file");
        var hypnogram = IsRecording(path) ? ReadAnnotations(path, cancellationToken) : ReadText(path, cancellationToken);
        return hypnogram.Epochs.Count > 0
            ? hypnogram
            : throw new HypnogramFormatException(path, null, "it holds no sleep stages; name a staging or a hypnogram file");
    }

    private static bool IsRecording(string path)
    {
        var start = new byte[8];
        using var file = Open(path);
        return file.ReadAtLeast(start, 8, throwOnEndOfStream: false) == 8
            && (start.AsSpan().SequenceEqual("0       "u8) || (start[0] == 0xFF && start.AsSpan(1).SequenceEqual("BIOSEMI"u8)));
    }

    private static Hypnogram ReadAnnotations(string path, CancellationToken cancellationToken)
    {
        using var recording = Recording.Open(path);
        var runs = new List<ScoredRun>();
        foreach (var annotation in recording.ReadAnnotations(cancellationToken))
            if (StageLabels.TryParseAnnotation(annotation.Text, out var stage))
                runs.Add(new ScoredRun(annotation.OnsetSeconds, annotation.DurationSeconds is > 0 and var seconds ? seconds : null, stage));
        return RunGrid.Lay(path, recording.StartTime, runs);
    }

    private static Hypnogram ReadText(string path, CancellationToken cancellationToken)
    {
        using var file = Open(path);
        if (file.Length > MaxTextBytes) throw new HypnogramFormatException(path, null, $"{file.Length} bytes are too many for a hypnogram; name a staging or hypnogram file");
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        if (text.Contains('\0')) throw new HypnogramFormatException(path, null, "this is neither text nor EDF; name a staging or hypnogram file");
        cancellationToken.ThrowIfCancellationRequested();
        if (text.TrimStart() is ['{', ..]) return JsonLinesHypnogram.Read(path, text);
        return TableHypnogram.TryRead(path, text) ?? StageListHypnogram.Read(path, text);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new HypnogramFormatException(path, null, "it cannot be read; check its permissions", error);
        }
    }
}
