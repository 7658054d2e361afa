using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>What is possible of a feature, a little wider than any definition of it (AASM manual; physiology where the manual gives no figure).</summary>
internal readonly record struct FeatureLimits(double Least, double Most, string Unit, bool OfFeature)
{
    private const double MostMicrovolts = 1000, MostHertz = 100;

    public static FeatureLimits Frequency(ClaimFeature feature) => feature switch
    {
        ClaimFeature.AlphaRhythm => Of(6, 14, "Hz"),
        ClaimFeature.Theta => Of(3, 9, "Hz"),
        ClaimFeature.Delta or ClaimFeature.SlowWave => Of(0.1, 5, "Hz"),
        ClaimFeature.Spindle => Of(9, 17, "Hz"),
        ClaimFeature.SawtoothWaves => Of(1, 7, "Hz"),
        ClaimFeature.KComplex => Of(0.2, 4, "Hz"),
        ClaimFeature.SlowEyeMovement => Of(0.05, 2, "Hz"),
        ClaimFeature.Blink => Of(0.1, 5, "Hz"),
        ClaimFeature.FastActivity => Of(11, MostHertz, "Hz"),
        _ => new(0, MostHertz, "Hz", OfFeature: false),
    };

    public static FeatureLimits Amplitude(ClaimFeature feature) => feature switch
    {
        ClaimFeature.Spindle => Of(3, 250, "uV"),
        ClaimFeature.KComplex => Of(20, MostMicrovolts, "uV"),
        ClaimFeature.SlowWave => Of(40, MostMicrovolts, "uV"),
        ClaimFeature.AlphaRhythm => Of(1, 300, "uV"),
        ClaimFeature.VertexWave => Of(10, 500, "uV"),
        ClaimFeature.RapidEyeMovement or ClaimFeature.SlowEyeMovement or ClaimFeature.Blink => Of(5, MostMicrovolts, "uV"),
        _ => new(0, MostMicrovolts, "uV", OfFeature: false),
    };

    /// <summary>Length of a single event; null where it has none of its own.</summary>
    public static FeatureLimits? Duration(ClaimFeature feature) => feature switch
    {
        ClaimFeature.Spindle => Of(0.4, 6, "s"),
        ClaimFeature.KComplex => Of(0.4, 4, "s"),
        ClaimFeature.VertexWave => Of(0.02, 0.6, "s"),
        ClaimFeature.SlowEyeMovement => Of(0.4, 30, "s"),
        ClaimFeature.Blink => Of(0.05, 1.5, "s"),
        ClaimFeature.Arousal => Of(2.5, 30, "s"),
        _ => null,
    };

    /// <summary>How many an epoch can hold.</summary>
    public static FeatureLimits Count(ClaimFeature feature) => feature switch
    {
        ClaimFeature.Spindle or ClaimFeature.KComplex or ClaimFeature.VertexWave => Of(0, 20, "per epoch"),
        ClaimFeature.Arousal => Of(0, 6, "per epoch"),
        _ => new(0, 90, "per epoch", OfFeature: false),
    };

    public static readonly FeatureLimits Share = new(0, 100, "%", OfFeature: false);

    /// <summary>Whether nothing that fits the stated figure is possible.</summary>
    public bool Excludes(Quantity stated) => stated.Least > Most || stated.Most < Least;

    /// <summary>Whether the stated range reaches beyond what is possible.</summary>
    public bool Exceeds(Quantity stated) => stated is { Least: { } least, Most: { } most } && (least < Least || most > Most);

    private static FeatureLimits Of(double least, double most, string unit) => new(least, most, unit, OfFeature: true);
}
