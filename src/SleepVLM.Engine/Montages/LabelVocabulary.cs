using System.Text.RegularExpressions;

namespace SleepVLM.Engine.Montages;

/// <summary>Words met in labels: English, French, Spanish, Dutch, German, Italian, Portuguese; lower case, accents removed.</summary>
internal static partial class LabelVocabulary
{
    private static readonly HashSet<string> Left = ["l", "left", "lt", "gauche", "g", "izq", "izquierdo", "izquierda", "links", "li", "linker", "linkes", "sinistro", "sx", "esquerdo", "esq"];
    private static readonly HashSet<string> Right = ["r", "right", "rt", "droit", "droite", "d", "dr", "der", "derecho", "derecha", "rechts", "re", "rechter", "rechtes", "destro", "dx", "direito", "dir"];
    private static readonly HashSet<string> Eye = ["eog", "eye", "eyes", "oeil", "yeux", "ojo", "ojos", "oog", "ogen", "auge", "augen", "occhio", "occhi", "olho", "olhos"];

    private static readonly HashSet<string> Chin =
    [
        "chin", "menton", "mentonnier", "mentonniere", "mental", "mentalis", "submental", "submentalis", "submentonnier", "submentoniano", "mentoniano",
        "barbilla", "kin", "kinn", "mento", "queixo", "submandibular",
    ];

    private static readonly HashSet<string> Ignorable =
        ["eeg", "emg", "pol", "bip", "bipolar", "raw", "uv", "mv", "v", "horiz", "horizontal", "h", "muscle", "muskel", "spier", "musculo"];

    private static readonly HashSet<string> LinkedEars = ["le", "ler", "cle", "lle", "aa", "a12", "m12", "a1a2", "m1m2", "a1+a2", "m1+m2", "linkedears", "linkedmastoids"];
    private static readonly HashSet<string> CommonReferences = ["ref", "ref1", "ref2", "ref3", "avg", "av", "car", "g1", "g2", "gnd", "ground", "erde", "masse"];

    private static readonly Dictionary<string, string> Fused = new()
    {
        ["loc"] = "E1", ["roc"] = "E2", ["e1"] = "E1", ["e2"] = "E2", ["og"] = "E1", ["od"] = "E2",
        ["leog"] = "E1", ["reog"] = "E2", ["eogl"] = "E1", ["eogr"] = "E2", ["eogg"] = "E1", ["eogd"] = "E2", ["eog1"] = "E1", ["eog2"] = "E2",
        ["lefteye"] = "E1", ["righteye"] = "E2", ["lefteog"] = "E1", ["righteog"] = "E2", ["eogleft"] = "E1", ["eogright"] = "E2",
        ["eogh"] = "EOG", ["heog"] = "EOG",
        ["lchin"] = "ChinL", ["rchin"] = "ChinR", ["cchin"] = "ChinC", ["chinl"] = "ChinL", ["chinr"] = "ChinR", ["chinc"] = "ChinC",
        ["china"] = "Chin1", ["chinb"] = "Chin2", ["chinemg"] = "Chin", ["emgchin"] = "Chin",
    };

    public static bool IsLeft(string word) => Left.Contains(word);

    public static bool IsRight(string word) => Right.Contains(word);

    public static bool IsEye(string word) => Eye.Contains(word);

    public static bool IsChin(string word) => Chin.Contains(word);

    public static bool IsIgnorable(string word) => Ignorable.Contains(word);

    public static bool IsLinkedEars(string word) => LinkedEars.Contains(word);

    public static bool IsCommonReference(string word) => CommonReferences.Contains(word);

    /// <summary>Canonical name of one electrode, or null.</summary>
    public static string? Electrode(string word)
    {
        if (Fused.TryGetValue(word, out var fused)) return fused;
        if (word is "a1" or "m1") return "M1";
        if (word is "a2" or "m2") return "M2";
        if (NumberedMuscle().Match(word) is { Success: true } muscle)
            return (muscle.Groups[1].ValueSpan is "emg" ? "EMG" : "Chin") + muscle.Groups[2].Value;
        if (!TenTwenty().IsMatch(word)) return null;
        return char.ToUpperInvariant(word[0]) + Middle(word) + word[^1];
    }

    private static string Middle(string word) => word[1..^1] == "p" && word[0] == 'f' ? "p" : word[1..^1].ToUpperInvariant();

    [GeneratedRegex("^(fp|af|f|fc|ft|c|cp|t|tp|p|po|o)(z|[1-9]|10)$")]
    private static partial Regex TenTwenty();

    [GeneratedRegex("^(chin|emg|kinn|kin|menton)([1-4])$")]
    private static partial Regex NumberedMuscle();
}
