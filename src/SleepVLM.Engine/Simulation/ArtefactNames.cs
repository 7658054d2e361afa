using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>What artefacts are called on the command line, in tables and in annotations, and what a signal's quality is called for them.</summary>
public static class ArtefactNames
{
    private static readonly (ArtefactKinds Kind, string Key, string Text, SignalFault Faults)[] All =
    [
        (ArtefactKinds.Ecg, "ecg", "ECG artefact", SignalFault.Ecg),
        (ArtefactKinds.Sweat, "sweat", "Sweat artefact", SignalFault.Sweat),
        (ArtefactKinds.Mains, "mains", "Mains hum", SignalFault.MainsHum),
        (ArtefactKinds.ElectrodePop, "pop", "Electrode pop", SignalFault.None),
        (ArtefactKinds.Detached, "detached", "Electrode off", SignalFault.Disconnected | SignalFault.Flat),
        (ArtefactKinds.Clipping, "clipping", "Signal clipped", SignalFault.Clipped | SignalFault.Saturated),
    ];

    /// <summary>Every single kind.</summary>
    public static IReadOnlyList<ArtefactKinds> Kinds { get; } = [.. All.Select(entry => entry.Kind)];

    /// <summary>Keys of all kinds.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. All.Select(entry => entry.Key)];

    /// <summary>For tables, for example <c>detached</c>.</summary>
    public static string Key(ArtefactKinds kind) => All.Single(entry => entry.Kind == kind).Key;

    /// <summary>For people and annotations, for example <c>Electrode off</c>.</summary>
    public static string Text(ArtefactKinds kind) => All.Single(entry => entry.Kind == kind).Text;

    /// <summary>The faults by which a look at the signal may tell this kind; none for a pop, which is over at once.</summary>
    public static SignalFault Faults(ArtefactKinds kind) => All.Single(entry => entry.Kind == kind).Faults;

    /// <summary>The kind of a key, or null.</summary>
    public static ArtefactKinds? OfKey(string key) => All.Where(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Select(entry => (ArtefactKinds?)entry.Kind).FirstOrDefault();

    /// <summary>The kind of an annotation's text, or null.</summary>
    public static ArtefactKinds? OfText(string text) => All.Where(entry => entry.Text == text).Select(entry => (ArtefactKinds?)entry.Kind).FirstOrDefault();
}
