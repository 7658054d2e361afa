using SleepVLM.Contracts;

namespace SleepVLM.Engine.EpochImages.Evidence;

/// <summary>How each kind of event is marked.</summary>
/// <param name="Label">Short name; empty for marks that speak for themselves by their number.</param>
/// <param name="Colour">Of bar and label.</param>
/// <param name="IsBelow">The bar lies under the trace, where long or many events hide no label.</param>
internal readonly record struct MarkStyle(string Label, PixelColour Colour, bool IsBelow = false)
{
    public static MarkStyle Of(SleepEventKind kind) => kind switch
    {
        SleepEventKind.Spindle => new("spindle", new(255, 177, 61)),
        SleepEventKind.KComplex => new("K complex", new(255, 111, 145)),
        SleepEventKind.SlowWave => new("", new(91, 140, 255), IsBelow: true),
        SleepEventKind.AlphaRhythm => new("alpha", new(88, 214, 141), IsBelow: true),
        SleepEventKind.RapidEyeMovement => new("REM", new(233, 139, 255)),
        SleepEventKind.SlowEyeMovement => new("SEM", new(185, 162, 255), IsBelow: true),
        SleepEventKind.Blink => new("blink", new(244, 244, 244)),
        SleepEventKind.VertexWave => new("vertex", new(255, 217, 160)),
        SleepEventKind.SawtoothWaves => new("sawtooth", new(159, 232, 224)),
        SleepEventKind.Arousal => new("arousal", new(255, 77, 77), IsBelow: true),
        SleepEventKind.BodyMovement => new("movement", new(192, 178, 131), IsBelow: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no mark"),
    };

    /// <summary>For the legend.</summary>
    public static string Name(SleepEventKind kind) => kind == SleepEventKind.SlowWave ? "slow wave" : Of(kind).Label;
}
