using System.Text;

namespace SleepVLM.Torch.Tokens;

/// <summary>Unicode composition that does not fail on broken UTF-16.</summary>
internal static class WellFormedText
{
    // .NET refuses to compose text that holds this noncharacter, although it takes part in no composition.
    private const char Noncharacter = '\uFFFE';

    /// <summary>The text composed (NFC), each lone surrogate replaced by U+FFFD.</summary>
    public static ReadOnlySpan<char> Nfc(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text)) return text;
        // Enumerating runes puts U+FFFD where a surrogate stands alone; Normalize would throw there.
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune);
        return string.Join(Noncharacter, whole.ToString().Split(Noncharacter).Select(part => part.Normalize(NormalizationForm.FormC)));
    }
}
