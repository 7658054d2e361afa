using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Rules.Loading;

/// <summary>Reads the thresholds and holds those that measuring depends on against what is measured.</summary>
internal static class ThresholdReader
{
    /// <summary>Figures that are built into the measurements: a rule book that states others would be checked by the wrong ones.</summary>
    private static readonly Dictionary<string, double> Measured = new()
    {
        ["epoch-length"] = EpochIndex.Duration.TotalSeconds,
        ["slow-wave-amplitude"] = SignalCriteria.SlowWaveMicrovolts,
        ["slow-wave-low"] = SignalCriteria.SlowWaveLowHz,
        ["slow-wave-high"] = SignalCriteria.SlowWaveHighHz,
        ["alpha-low"] = SignalCriteria.AlphaLowHz,
        ["alpha-high"] = SignalCriteria.AlphaHighHz,
    };

    public static RuleThresholds Read(YamlFields fields)
    {
        fields.Allow([.. RuleThresholds.Units.Keys]);
        foreach (var name in RuleThresholds.Units.Keys)
            if (!fields.Has(name)) throw fields.Wrong(name, "is missing");
        return new RuleThresholds(fields.Names.ToDictionary(name => name, name => Read(name, fields.Fields(name))));
    }

    private static Threshold Read(string name, YamlFields fields)
    {
        fields.Allow("value", "unit", "meaning");
        var (value, unit) = (fields.Number("value"), fields.Text("unit"));
        if (unit != RuleThresholds.Units[name]) throw fields.Wrong("unit", $"must be '{RuleThresholds.Units[name]}', not '{unit}'");
        if (value <= 0 || (unit == "%" && value > 100)) throw fields.Wrong("value", unit == "%" ? "must be above 0 and at most 100" : "must be above 0");
        if (Measured.TryGetValue(name, out var measured) && value != measured)
            throw fields.Wrong("value", FormattableString.Invariant($"must be {measured} {unit}: this program measures by that figure"));
        return new Threshold(name, value, unit, fields.Text("meaning"));
    }
}
