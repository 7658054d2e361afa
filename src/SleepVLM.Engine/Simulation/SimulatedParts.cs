namespace SleepVLM.Engine.Simulation;

/// <summary>Parts of the simulation that can be left out, to measure what each is worth; such nights are not like sleep.</summary>
[Flags]
public enum SimulatedParts
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Unrest of the background from one few seconds to the next, and wavering vigilance.</summary>
    Unrest = 1,
    /// <summary>Sigma activity that follows the slow waves.</summary>
    Coupling = 2,
    /// <summary>Spindles but those that ride on K complexes.</summary>
    Spindles = 4,
    /// <summary>K complexes but those that lead arousals.</summary>
    KComplexes = 8,
    /// <summary>Alpha rhythm.</summary>
    Alpha = 16,
    /// <summary>Overlap of stages: epochs that are coloured by the minutes around them.</summary>
    Overlap = 32,
    /// <summary>Blinks, rapid and slow eye movements.</summary>
    Eyes = 64,
    /// <summary>Arousals and body movements but those that end a stretch.</summary>
    Stirring = 128,
    /// <summary>Measured spectra: instead each stage has the straight line (1/f) that lies closest to its own.</summary>
    Calibration = 256,
    /// <summary>Muscle in the EOG.</summary>
    EyeMuscle = 512,
}

/// <summary>What parts are called on the command line.</summary>
public static class SimulatedPartNames
{
    private static readonly (SimulatedParts Part, string Key)[] All =
    [
        (SimulatedParts.Unrest, "unrest"), (SimulatedParts.Coupling, "coupling"), (SimulatedParts.Spindles, "spindles"), (SimulatedParts.KComplexes, "k-complexes"),
        (SimulatedParts.Alpha, "alpha"), (SimulatedParts.Overlap, "overlap"), (SimulatedParts.Eyes, "eyes"), (SimulatedParts.Stirring, "stirring"),
        (SimulatedParts.Calibration, "calibration"), (SimulatedParts.EyeMuscle, "eye-muscle"),
    ];

    /// <summary>Every single part.</summary>
    public static IReadOnlyList<SimulatedParts> Parts { get; } = [.. All.Select(entry => entry.Part)];

    /// <summary>Keys of all parts.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. All.Select(entry => entry.Key)];

    /// <summary>For example <c>spindles, overlap</c>.</summary>
    public static string Text(SimulatedParts parts) => string.Join(", ", All.Where(entry => parts.HasFlag(entry.Part)).Select(entry => entry.Key));

    /// <summary>The part of a key, or null.</summary>
    public static SimulatedParts? OfKey(string key) => All.Where(entry => entry.Key == key).Select(entry => (SimulatedParts?)entry.Part).FirstOrDefault();
}
