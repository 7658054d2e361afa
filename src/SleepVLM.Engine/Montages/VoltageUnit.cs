namespace SleepVLM.Engine.Montages;

/// <summary>Units of voltage as files write them.</summary>
internal static class VoltageUnit
{
    private static readonly HashSet<string> OtherQuantities = new(StringComparer.OrdinalIgnoreCase)
    {
        "%", "ohm", "kohm", "Ω", "kΩ", "bpm", "/min", "1/min", "tr/min", "rpm", "°", "deg", "degC", "degree", "degrees", "°C", "C", "°F", "K",
        "g", "mg", "g/s", "m/s2", "m/s^2", "cmH2O", "mmHg", "mbar", "hPa", "kPa", "Pa", "torr", "dB", "dBA", "lx", "lux", "s", "sec", "ms", "min", "h", "Hz",
        "l", "ml", "l/s", "l/min", "ml/s", "H", "V/s", "uV/s", "uV^2", "A", "mA", "uA", "W", "mol/l", "boolean", "on/off",
    };

    /// <summary>Microvolts in one unit, or null where the unit is absent or not known to be a voltage.</summary>
    public static double? Microvolts(string unit)
    {
        // Micro sign, Greek mu, and the micro sign of a UTF-8 file read as Latin-1.
        var plain = unit.Trim().Replace("Âµ", "u", StringComparison.Ordinal).Replace('µ', 'u').Replace('μ', 'u');
        return plain switch
        {
            "V" or "v" => 1e6,
            "mV" or "mv" or "MV" => 1e3,
            "uV" or "uv" or "UV" or "Uv" => 1,
            "nV" or "nv" or "NV" => 1e-3,
            _ => plain.ToLowerInvariant() switch
            {
                "volt" or "volts" => 1e6,
                "millivolt" or "millivo" or "mvolt" or "mvolts" => 1e3,
                "microvolt" or "microvol" or "microv" or "uvolt" or "uvolts" => 1,
                _ => null,
            },
        };
    }

    /// <summary>Whether the unit says that the signal is something else than a voltage.</summary>
    public static bool IsOtherQuantity(string unit) => OtherQuantities.Contains(unit.Trim());
}
