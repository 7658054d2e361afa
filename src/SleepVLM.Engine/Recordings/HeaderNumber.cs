using System.Globalization;

namespace SleepVLM.Engine.Recordings;

/// <summary>Numbers as they are met in headers: with decimal commas, plus signs, exponents, inner blanks and NULs.</summary>
internal static class HeaderNumber
{
    /// <summary>Reads a finite number.</summary>
    /// <param name="text">The field, NULs and blanks included.</param>
    /// <param name="value">The number.</param>
    /// <param name="repair">What had to be tolerated, or null for a number as the specification asks for.</param>
    public static bool TryParse(string text, out double value, out string? repair)
    {
        repair = null;
        var kept = text;
        if (kept.Any(char.IsControl))
        {
            repair = "control characters in the number";
            kept = string.Concat(kept.Where(c => !char.IsControl(c)));
        }

        kept = kept.Trim();
        if (kept.Contains(' '))
        {
            repair = "blanks inside the number";
            kept = kept.Replace(" ", "", StringComparison.Ordinal);
        }

        if (kept.Contains(','))
        {
            repair = "comma in the number";
            kept = kept.Replace(",", kept.Contains('.') ? "" : ".", StringComparison.Ordinal);
        }

        if (kept.StartsWith('+')) repair ??= "plus sign before the number";
        if (kept.AsSpan().ContainsAny('e', 'E')) repair ??= "exponent in the number";

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(kept, Style, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}
