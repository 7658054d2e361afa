using SleepVLM.Contracts;
using static SleepVLM.Contracts.CheckStrength;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>What the checks know of the features that claims are about.</summary>
internal static class Features
{
    /// <summary>What a detector would have to find for it; none where it is no event.</summary>
    public static IReadOnlyList<SleepEventKind> Kinds(this ClaimFeature feature) => feature switch
    {
        ClaimFeature.AlphaRhythm => [SleepEventKind.AlphaRhythm],
        ClaimFeature.SlowWave => [SleepEventKind.SlowWave],
        ClaimFeature.Spindle => [SleepEventKind.Spindle],
        ClaimFeature.KComplex => [SleepEventKind.KComplex],
        ClaimFeature.VertexWave => [SleepEventKind.VertexWave],
        ClaimFeature.SawtoothWaves => [SleepEventKind.SawtoothWaves],
        ClaimFeature.RapidEyeMovement => [SleepEventKind.RapidEyeMovement],
        ClaimFeature.SlowEyeMovement => [SleepEventKind.SlowEyeMovement],
        ClaimFeature.Blink => [SleepEventKind.Blink],
        ClaimFeature.EyeMovement => [SleepEventKind.RapidEyeMovement, SleepEventKind.SlowEyeMovement, SleepEventKind.Blink],
        ClaimFeature.Arousal => [SleepEventKind.Arousal],
        ClaimFeature.BodyMovement => [SleepEventKind.BodyMovement],
        _ => [],
    };

    /// <summary>How much its detector's silence or speech may weigh: event detectors agree with experts about as well as one expert with another; for
    /// some there is no validated detector at all.</summary>
    public static CheckStrength DetectorStrength(this ClaimFeature feature) => feature switch
    {
        ClaimFeature.VertexWave or ClaimFeature.SawtoothWaves or ClaimFeature.SlowEyeMovement or ClaimFeature.Arousal => Advisory,
        _ => Soft,
    };

    /// <summary>Whether it lasts a second or two, so that a moment locates it.</summary>
    public static bool IsShort(this ClaimFeature feature) => feature
        is ClaimFeature.Spindle or ClaimFeature.KComplex or ClaimFeature.VertexWave;

    /// <summary>For a sentence, for example <c>a spindle</c>.</summary>
    public static string Name(this ClaimFeature feature) => feature switch
    {
        ClaimFeature.AlphaRhythm => "alpha rhythm",
        ClaimFeature.Theta => "theta",
        ClaimFeature.MixedFrequency => "low-amplitude mixed-frequency activity",
        ClaimFeature.Delta => "delta",
        ClaimFeature.SlowWave => "a slow wave",
        ClaimFeature.Spindle => "a spindle",
        ClaimFeature.KComplex => "a K complex",
        ClaimFeature.VertexWave => "a vertex wave",
        ClaimFeature.SawtoothWaves => "a sawtooth wave",
        ClaimFeature.RapidEyeMovement => "a rapid eye movement",
        ClaimFeature.SlowEyeMovement => "a slow eye movement",
        ClaimFeature.Blink => "an eye blink",
        ClaimFeature.EyeMovement => "an eye movement",
        ClaimFeature.ChinTone => "chin tone",
        ClaimFeature.FastActivity => "fast activity",
        ClaimFeature.Background => "the background",
        ClaimFeature.Arousal => "an arousal",
        ClaimFeature.BodyMovement => "a body movement",
        _ => "what a sleep recording shows",
    };

    /// <summary>As the start of a sentence.</summary>
    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
