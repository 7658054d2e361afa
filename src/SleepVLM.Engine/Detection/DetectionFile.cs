using System.Globalization;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Detection;

/// <summary>Writes events as other programs read them.</summary>
public static class DetectionFile
{
    /// <summary>Clock time of annotations where the recording tells none.</summary>
    private static readonly DateTime UnknownStart = new(1985, 1, 1);

    /// <summary>Comma-separated values: one row per event and derivation, in time order.</summary>
    /// <remarks><c>onset_s,duration_s,epoch,kind,derivation,amplitude_uv,frequency_hz,score,operating_point</c>; seconds from the start of the recording, epochs
    /// from 1, amplitude peak to peak; amplitude and frequency are empty for a kind that has none.</remarks>
    /// <param name="path">The file to be; one that exists is replaced.</param>
    /// <param name="events">What to write.</param>
    /// <exception cref="SleepVlmException">The file cannot be written.</exception>
    public static void WriteCsv(string path, IEnumerable<DetectedEvent> events)
    {
        var text = new StringBuilder("onset_s,duration_s,epoch,kind,derivation,amplitude_uv,frequency_hz,score,operating_point\n");
        foreach (var found in events)
        {
            text.Append(CultureInfo.InvariantCulture, $"{found.OnsetSeconds:0.00},{found.DurationSeconds:0.00},{(int)(found.OnsetSeconds / 30) + 1},");
            text.Append(CultureInfo.InvariantCulture, $"{EventNames.Key(found.Kind)},{Quoted(found.Derivation.ToString())},");
            text.Append(CultureInfo.InvariantCulture, $"{Figure(found.AmplitudeMicrovolts, "0.0")},{Figure(found.FrequencyHz, "0.00")},{found.Score:0.000},");
            text.Append(Quoted(found.OperatingPoint)).Append('\n');
        }

        using var file = new AtomicFile(path);
        file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        file.Commit();
    }

    /// <summary>An EDF+ file of annotations alone: one per event, with its derivation, amplitude and frequency.</summary>
    /// <param name="path">The file to be; one that exists is replaced.</param>
    /// <param name="startTime">Start of the recording; null where not known.</param>
    /// <param name="events">What to write.</param>
    /// <param name="cancellationToken">Nothing is left behind when cancelled.</param>
    /// <exception cref="SleepVlmException">The file cannot be written.</exception>
    public static void WriteEdf(string path, DateTime? startTime, IEnumerable<DetectedEvent> events, CancellationToken cancellationToken) =>
        EdfPlusFile.WriteAnnotations(path, startTime ?? UnknownStart, events.Select(found => new Annotation(
            Math.Round(Math.Max(0, found.OnsetSeconds), 3), Math.Round(found.DurationSeconds, 3), Describe(found))), cancellationToken);

    private static string Describe(DetectedEvent found)
    {
        var text = $"{EventNames.Text(found.Kind)} {found.Derivation}";
        if (found.AmplitudeMicrovolts > 0) text += string.Create(CultureInfo.InvariantCulture, $", {found.AmplitudeMicrovolts:0} uV");
        if (found.FrequencyHz > 0) text += string.Create(CultureInfo.InvariantCulture, $", {found.FrequencyHz:0.0} Hz");
        return text;
    }

    private static string Figure(double value, string format) => value > 0 ? value.ToString(format, CultureInfo.InvariantCulture) : "";

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
}
