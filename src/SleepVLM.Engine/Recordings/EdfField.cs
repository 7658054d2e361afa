using System.Globalization;
using System.Text;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Recordings;

/// <summary>Header fields as the specification asks for them; what does not fit is refused, never cut.</summary>
internal static class EdfField
{
    /// <summary>Blank-padded printable ASCII.</summary>
    /// <exception cref="SleepVlmException">Too long, or other characters.</exception>
    public static byte[] Text(string text, int width, string field)
    {
        if (text.Length > width) throw new SleepVlmException($"{field} '{text}' exceeds the EDF field: {text.Length} > {width} characters; shorten it");
        if (text.FirstOrDefault(c => c is < ' ' or > '~') is var other && other != 0)
            throw new SleepVlmException($"{field} '{text}' holds U+{(int)other:X4}; an EDF header takes printable ASCII only");
        return Encoding.ASCII.GetBytes(text.PadRight(width));
    }

    /// <summary>A number without loss, no exponent.</summary>
    /// <exception cref="SleepVlmException">It takes more characters than the field has.</exception>
    public static byte[] Number(double value, int width, string field)
    {
        if (!double.IsFinite(value)) throw new SleepVlmException($"{field} is {value.ToString(CultureInfo.InvariantCulture)}; EDF takes finite numbers only");
        var text = ((decimal)Math.Clamp(value, -1e15, 1e15)).ToString("0.############", CultureInfo.InvariantCulture);
        if (text.Length > width || double.Parse(text, CultureInfo.InvariantCulture) != value)
            throw new SleepVlmException(
                $"{field} {value.ToString("R", CultureInfo.InvariantCulture)} does not fit the EDF field of {width} characters; choose a rounder number");
        return Text(text, width, field);
    }
}
