using System.Globalization;
using System.Text;

namespace SleepVLM.Engine.Montages;

/// <summary>Reads what a signal measures from its label, as labels are met in the field.</summary>
/// <remarks>A label with any word that is not understood is not guessed at: the user can map it.</remarks>
internal static class LabelParser
{
    /// <summary>Null where the label names no channel of a staging montage.</summary>
    public static SignalName? Parse(string label)
    {
        var words = Words(label);
        if (words.Count == 0) return null;
        return words switch
        {
            ["emg", "1" or "2" or "3"] => new SignalName("EMG" + words[1], "", false),
            ["eog", "1"] => new SignalName("E1", "", false),
            ["eog", "2"] => new SignalName("E2", "", false),
            _ => Combine(words),
        };
    }

    private static SignalName? Combine(List<string> words)
    {
        var electrodes = new List<string>();
        var isEye = words.Any(LabelVocabulary.IsEye);
        bool isChin = false, isLeft = false, isRight = false, isEarLobe = false;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            isEarLobe |= word is "a1" or "a2";
            if (LabelVocabulary.IsEye(word)) continue;
            if (LabelVocabulary.IsChin(word))
            {
                isChin = true;
                while (i + 1 < words.Count && words[i + 1] is "1" or "2" or "3" or "l" or "r" or "c") electrodes.Add("Chin" + words[++i].ToUpperInvariant());
            }
            else if (LabelVocabulary.Electrode(word) is { } electrode) electrodes.Add(electrode);
            else if (LabelVocabulary.IsLinkedEars(word)) electrodes.Add("LE");
            else if (LabelVocabulary.IsCommonReference(word) && electrodes.Count > 0) electrodes.Add(word.ToUpperInvariant());
            else if (isEye && LabelVocabulary.IsLeft(word)) isLeft = true;
            else if (isEye && LabelVocabulary.IsRight(word)) isRight = true;
            else if (LabelVocabulary.IsIgnorable(word)) continue;
            else if (Split(word) is var (first, second))
            {
                electrodes.AddRange([first, second]);
                isEarLobe |= word.Contains("a1", StringComparison.Ordinal) || word.Contains("a2", StringComparison.Ordinal);
            }
            else return null;
        }

        if (isLeft && isRight) return null;
        if (isEye && (isLeft || isRight)) electrodes.RemoveAll(electrode => electrode is "E1" or "E2");
        if (isLeft || isRight)
        {
            electrodes.Insert(0, isLeft ? "E1" : "E2");
        }
        else if (electrodes.Count == 0 || electrodes is ["LE"])
        {
            var generic = isChin ? "Chin" : isEye ? "EOG" : words is ["eeg"] ? "EEG" : words is ["emg"] ? "EMG" : null;
            if (generic is null) return null;
            electrodes.Insert(0, generic);
        }

        return electrodes switch
        {
            [var one] => new SignalName(one, "", isEarLobe),
            [var one, var two] when one != two => new SignalName(one, two, isEarLobe),
            [var one, "M1", "M2"] => new SignalName(one, "LE", isEarLobe),
            _ => null,
        };
    }

    /// <summary>Two electrodes written as one word: F4M1.</summary>
    private static (string First, string Second)? Split(string word)
    {
        for (var cut = 2; cut < word.Length - 1; cut++)
            if (LabelVocabulary.Electrode(word[..cut]) is { } first
                && (LabelVocabulary.Electrode(word[cut..]) ?? (LabelVocabulary.IsLinkedEars(word[cut..]) ? "LE" : null)) is { } second) return (first, second);
        return null;
    }

    /// <summary>Lower case, without accents, cut at everything that is neither letter, digit nor plus.</summary>
    private static List<string> Words(string label)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in label.Replace("œ", "oe", StringComparison.OrdinalIgnoreCase).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsLetterOrDigit(c) || c == '+') word.Append(char.ToLowerInvariant(c));
            else Flush();
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0) words.Add(word.ToString().Trim('+'));
            word.Clear();
        }
    }
}
