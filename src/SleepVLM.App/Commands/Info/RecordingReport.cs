using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.App.Commands.Info;

/// <summary>What <c>info</c> tells of a recording; its JSON is the machine-readable form.</summary>
internal sealed record RecordingReport(
    string File,
    string Format,
    DateTime? StartTime,
    [property: JsonPropertyName("duration_s")] double DurationSeconds,
    long Records,
    [property: JsonPropertyName("record_duration_s")] double RecordDurationSeconds,
    IReadOnlyList<GapReport> Gaps,
    IReadOnlyList<SignalReport> Signals,
    AnnotationReport Annotations,
    Montage? Montage,
    string? MontageProblem,
    IReadOnlyList<RecordingWarning> Warnings)
{
    /// <summary>Names in snake case, enumerations as words, letters beyond ASCII as they are.</summary>
    public static JsonSerializerOptions JsonOptions { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Looks at everything but the samples.</summary>
    /// <exception cref="SleepVlmException">The user's mapping does not fit the recording.</exception>
    public static RecordingReport Of(Recording recording, MontageOptions options, CancellationToken token)
    {
        var annotations = AnnotationReport.Of(recording.ReadAnnotations(token));
        var (montage, problem) = Resolve(recording, options);
        return new RecordingReport(
            Path.GetFileName(recording.Path), recording.Format.DisplayName(), recording.StartTime, recording.DurationSeconds,
            recording.RecordCount, recording.RecordDurationSeconds, GapReport.Of(recording.Segments),
            [.. recording.Signals.Select(SignalReport.Of)], annotations, montage, problem, recording.Warnings);
    }

    /// <summary>A recording that cannot be staged still has much to tell; a wrong mapping is the user's to correct.</summary>
    private static (Montage? Montage, string? Problem) Resolve(Recording recording, MontageOptions options)
    {
        try
        {
            return (MontageResolver.Resolve(recording, options).Montage, null);
        }
        catch (SleepVlmException error) when (options.Mappings.Count == 0)
        {
            return (null, error.Message);
        }
    }
}

/// <summary>A stretch without signal.</summary>
internal sealed record GapReport(
    [property: JsonPropertyName("onset_s")] double OnsetSeconds, [property: JsonPropertyName("duration_s")] double DurationSeconds)
{
    public static IReadOnlyList<GapReport> Of(IReadOnlyList<RecordingSegment> segments) =>
    [
        .. segments.Zip(segments.Skip(1), (before, after) => (End: before.OnsetSeconds + before.DurationSeconds, Next: after.OnsetSeconds))
            .Select(gap => new GapReport(Math.Round(gap.End, 6), Math.Round(gap.Next - gap.End, 6))),
    ];
}

/// <summary>One signal.</summary>
internal sealed record SignalReport(
    string Label, string Unit, double SampleRateHz, double PhysicalMinimum, double PhysicalMaximum, int SamplesPerRecord, string? Unusable)
{
    public static SignalReport Of(RecordedSignal signal) => new(
        signal.Label, signal.Unit, signal.SampleRateHz, signal.PhysicalMinimum, signal.PhysicalMaximum, signal.SamplesPerRecord, signal.Refusal);
}
