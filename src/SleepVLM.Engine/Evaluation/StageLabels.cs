using System.Collections.Frozen;
using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation;

/// <summary>The ways scorings spell stages: AASM and Rechtschaffen and Kales names, EDF+ texts, and two schemes of numbers.</summary>
/// <remarks>
/// With numbers, 4 is stage 4 (read as N3) to Rechtschaffen and Kales and its followers, who write REM as 5; to YASA, MNE and DOD it is REM.
/// </remarks>
internal static class StageLabels
{
    private const string EdfPlusPrefix = "sleep stage ";

    private static readonly FrozenDictionary<string, SleepStage?> Names = new Dictionary<string, SleepStage?>
    {
        ["w"] = SleepStage.W, ["wk"] = SleepStage.W, ["wake"] = SleepStage.W, ["awake"] = SleepStage.W, ["s0"] = SleepStage.W,
        ["n1"] = SleepStage.N1, ["s1"] = SleepStage.N1, ["nrem1"] = SleepStage.N1, ["stage 1"] = SleepStage.N1,
        ["n2"] = SleepStage.N2, ["s2"] = SleepStage.N2, ["nrem2"] = SleepStage.N2, ["stage 2"] = SleepStage.N2,
        ["n3"] = SleepStage.N3, ["s3"] = SleepStage.N3, ["nrem3"] = SleepStage.N3, ["stage 3"] = SleepStage.N3,
        ["n4"] = SleepStage.N3, ["s4"] = SleepStage.N3, ["nrem4"] = SleepStage.N3, ["stage 4"] = SleepStage.N3,
        ["r"] = SleepStage.R, ["rem"] = SleepStage.R, ["stage r"] = SleepStage.R,
        ["?"] = null, [""] = null, ["uns"] = null, ["unscored"] = null, ["unknown"] = null, ["none"] = null, ["null"] = null, ["nan"] = null, ["n/a"] = null,
        ["m"] = null, ["mt"] = null, ["mvt"] = null, ["movement"] = null, ["movement time"] = null, ["art"] = null, ["artefact"] = null, ["artifact"] = null,
    }.ToFrozenDictionary();

    /// <summary>Whether 4 is REM in these labels: they hold a 4, and neither a 5 nor REM by name.</summary>
    public static bool FourMeansRem(IEnumerable<string> labels)
    {
        var distinct = labels.Select(Normalize).ToHashSet();
        return distinct.Contains("4") && !distinct.Overlaps(["5", "r", "rem", "stage r"]);
    }

    /// <summary>Reads one label; the stage is null for an epoch without one.</summary>
    public static bool TryParse(string label, bool fourMeansRem, out SleepStage? stage)
    {
        var normal = Normalize(label);
        if (Names.TryGetValue(normal, out stage)) return true;
        if (!double.TryParse(normal, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        (var known, stage) = number switch
        {
            0 => (true, SleepStage.W),
            1 => (true, SleepStage.N1),
            2 => (true, SleepStage.N2),
            3 => (true, SleepStage.N3),
            4 => (true, fourMeansRem ? SleepStage.R : SleepStage.N3),
            5 => (true, SleepStage.R),
            -2 or -1 or 6 or 9 or 10 => (true, (SleepStage?)null),
            _ => (false, null),
        };
        return known;
    }

    /// <summary>Reads an EDF+ annotation; false for one that is about something else.</summary>
    /// <remarks>EDF+ specification, standard texts: <c>Sleep stage W</c>, <c>1</c> to <c>4</c>, <c>R</c>, <c>?</c>, <c>Movement time</c>.</remarks>
    public static bool TryParseAnnotation(string text, out SleepStage? stage)
    {
        stage = null;
        var channel = text.IndexOf("@@", StringComparison.Ordinal);
        var label = (channel < 0 ? text : text[..channel]).Trim();
        if (label.Equals("Movement time", StringComparison.OrdinalIgnoreCase)) return true;
        return label.StartsWith(EdfPlusPrefix, StringComparison.OrdinalIgnoreCase) && TryParse(label, fourMeansRem: false, out stage);
    }

    private static string Normalize(string label)
    {
        var normal = label.Trim().ToLowerInvariant();
        return normal.StartsWith(EdfPlusPrefix, StringComparison.Ordinal) ? normal[EdfPlusPrefix.Length..].Trim() : normal;
    }
}
