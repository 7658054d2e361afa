using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Simulation;

/// <summary>One event or artefact of a simulated night as its files tell it.</summary>
/// <param name="Event">Its kind, where it is an event of the sleeper.</param>
/// <param name="Artefact">Its kind, where it is one of the recording.</param>
/// <param name="OnsetSeconds">Start, seconds from the start of the recording.</param>
/// <param name="DurationSeconds">Length, seconds.</param>
/// <param name="Label">Label of the signal in the file; empty where that channel was left out.</param>
/// <param name="AmplitudeMicrovolts">Peak to peak, microvolts; 0 where it has none.</param>
/// <param name="FrequencyHz">Hertz; 0 where it has none.</param>
public sealed record TruthEntry(
    SleepEventKind? Event, ArtefactKinds? Artefact, double OnsetSeconds, double DurationSeconds, string Label, double AmplitudeMicrovolts, double FrequencyHz)
{
    private const string Microvolts = " uV", Hertz = " Hz", ChannelMark = "@@";

    /// <summary>All events and artefacts that a simulated recording is annotated with, in time order; stages are not among them.</summary>
    /// <param name="recording">A file that <see cref="SimulatedNightFile"/> wrote.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public static IReadOnlyList<TruthEntry> ReadAll(Recording recording, CancellationToken cancellationToken = default) =>
        [.. recording.ReadAnnotations(cancellationToken).Select(Parse).OfType<TruthEntry>()];

    /// <summary>Reads an annotation; null for one that tells neither event nor artefact.</summary>
    /// <remarks>For example <c>Spindle, 42.1 uV, 13.20 Hz@@EEG C4-M1</c>; EDF+ clause 2.2.4 names the signal after two at-signs.</remarks>
    public static TruthEntry? Parse(Annotation annotation)
    {
        var mark = annotation.Text.IndexOf(ChannelMark, StringComparison.Ordinal);
        var parts = (mark < 0 ? annotation.Text : annotation.Text[..mark]).Split(", ");
        var (kind, artefact) = (EventNames.OfText(parts[0]), ArtefactNames.OfText(parts[0]));
        if (kind is null && artefact is null) return null;
        return new TruthEntry(kind, artefact, annotation.OnsetSeconds, annotation.DurationSeconds ?? 0, mark < 0 ? "" : annotation.Text[(mark + ChannelMark.Length)..],
            Figure(parts, Microvolts), Figure(parts, Hertz));
    }

    /// <summary>The annotation that <see cref="Parse"/> reads; onset and duration to a millisecond.</summary>
    internal Annotation ToAnnotation()
    {
        var text = Event is { } kind ? EventNames.Text(kind) : ArtefactNames.Text(Artefact!.Value);
        if (AmplitudeMicrovolts > 0) text += string.Create(CultureInfo.InvariantCulture, $", {AmplitudeMicrovolts:0.0}{Microvolts}");
        if (FrequencyHz > 0) text += string.Create(CultureInfo.InvariantCulture, $", {FrequencyHz:0.00}{Hertz}");
        if (Label.Length > 0) text += ChannelMark + Label;
        return new Annotation(Math.Round(Math.Max(0, OnsetSeconds), 3), Math.Round(DurationSeconds, 3), text);
    }

    private static double Figure(string[] parts, string unit) => parts.Skip(1)
        .Where(part => part.EndsWith(unit, StringComparison.Ordinal))
        .Select(part => double.TryParse(part[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0).FirstOrDefault();
}
