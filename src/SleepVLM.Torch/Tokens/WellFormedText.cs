using System.Text;

namespace SleepVLM.Torch.Tokens;

/// <summary>Unicode composition that does not fail on broken UTF-16.</summary>
internal static class WellFormedText
{
    /// <summary>The text composed (NFC), each lone surrogate replaced by U+FFFD.</summary>
    public static ReadOnlySpan<char> Nfc(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text)) return text;
        // Enumerating runes puts U+FFFD where a surrogate stands alone; Normalize would throw there.
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune);
        return whole.ToString().Normalize(NormalizationForm.FormC);
    }
}
