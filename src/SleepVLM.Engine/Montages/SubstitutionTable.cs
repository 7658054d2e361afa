using SleepVLM.Contracts;

namespace SleepVLM.Engine.Montages;

/// <summary>How a derivation may be had.</summary>
internal enum DerivationSource
{
    /// <summary>Under its own label, else by subtraction.</summary>
    RecordedOrSubtracted,
    /// <summary>Under its own label.</summary>
    Recorded,
    /// <summary>One electrode whose reference the label does not tell.</summary>
    Bare,
}

/// <summary>One thing to look for.</summary>
/// <param name="Active">Canonical electrode.</param>
/// <param name="Reference">Canonical electrode, <c>LE</c>, or empty.</param>
/// <param name="Source">How it may be had.</param>
/// <param name="Origin">What to record when it is found as such; a subtraction in place of the recommended derivation is recorded as one.</param>
/// <param name="Note">One sentence for the record.</param>
internal readonly record struct DerivationChoice(
    string Active, string Reference, DerivationSource Source, ChannelOrigin Origin, string Note);

/// <summary>What to look for in each role, best first (AASM manual: recommended and alternative derivations; contralateral, then bipolar stand-ins).</summary>
internal static class SubstitutionTable
{
    private const string SameSide = "referenced to the mastoid of its own side, so amplitudes are lower";
    private const string Linked = "referenced to linked ears or mastoids";
    private const string Unreferenced = "the label does not tell the reference; used as recorded";
    private const string Midline = "the midline electrode stands in";

    public static IReadOnlyList<DerivationChoice> For(ChannelRole role) => role switch
    {
        ChannelRole.F4 => Eeg("F4", "F3", "Fz", "Fpz-Cz", "F4-C4", "Fp2-F4", "F4-Cz", "Fz-Cz", "F4-O2", "F8-O2", "F3-C3", "Fp1-F3", "F3-Cz", "F3-O1", "F7-O1"),
        ChannelRole.C4 => [.. Eeg("C4", "C3", "Cz", "C4-P4", "C4-Cz", "Cz-Pz", "C3-P3", "C3-Cz"),
            new("EEG", "", DerivationSource.Bare, ChannelOrigin.Recorded, "the label names no electrode; taken for a central derivation")],
        ChannelRole.O2 => Eeg("O2", "O1", "Oz", "Pz-Oz", "Cz-Oz", "P4-O2", "P3-O1", "T6-O2", "T5-O1"),
        ChannelRole.LOC => Eog("E1"),
        ChannelRole.ROC => Eog("E2"),
        _ => Chin(),
    };

    private static List<DerivationChoice> Eeg(string own, string other, string midline, params string[] bipolar)
    {
        var otherNote = $"{other} stands in for {own}";
        var choices = new List<DerivationChoice>
        {
            new(own, "M1", DerivationSource.RecordedOrSubtracted, ChannelOrigin.Recorded, ""),
            new(own, "LE", DerivationSource.Recorded, ChannelOrigin.Recorded, Linked),
            new(other, "M2", DerivationSource.RecordedOrSubtracted, ChannelOrigin.Contralateral, otherNote),
            new(other, "LE", DerivationSource.Recorded, ChannelOrigin.Contralateral, $"{otherNote}; {Linked}"),
            new(own, "M2", DerivationSource.RecordedOrSubtracted, ChannelOrigin.Recorded, SameSide),
            new(other, "M1", DerivationSource.RecordedOrSubtracted, ChannelOrigin.Contralateral, $"{otherNote}; {SameSide}"),
        };
        foreach (var reference in (string[])["M1", "M2", "LE"])
            choices.Add(new(midline, reference, DerivationSource.RecordedOrSubtracted, ChannelOrigin.Contralateral, Midline));
        choices.Add(new(own, "", DerivationSource.Bare, ChannelOrigin.Recorded, Unreferenced));
        choices.Add(new(other, "", DerivationSource.Bare, ChannelOrigin.Contralateral, $"{otherNote}; {Unreferenced}"));
        foreach (var pair in bipolar)
        {
            var electrodes = pair.Split('-');
            choices.Add(new(electrodes[0], electrodes[1], DerivationSource.Recorded, ChannelOrigin.Bipolar, $"the bipolar derivation {pair} stands in for {own}-M1"));
        }

        choices.Add(new(midline, "", DerivationSource.Bare, ChannelOrigin.Contralateral, $"{Midline}; {Unreferenced}"));
        return choices;
    }

    private static List<DerivationChoice> Eog(string eye) =>
    [
        new(eye, "M2", DerivationSource.Recorded, ChannelOrigin.Recorded, ""),
        new(eye, "M1", DerivationSource.Recorded, ChannelOrigin.Recorded, ""),
        new(eye, "LE", DerivationSource.Recorded, ChannelOrigin.Recorded, Linked),
        new(eye, "M2", DerivationSource.RecordedOrSubtracted, ChannelOrigin.Recorded, ""),
        new(eye, "M1", DerivationSource.RecordedOrSubtracted, ChannelOrigin.Recorded, ""),
        new(eye, "Fpz", DerivationSource.RecordedOrSubtracted, ChannelOrigin.Recorded, "referenced to Fpz, the alternative of the AASM manual"),
        new(eye, "", DerivationSource.Bare, ChannelOrigin.Recorded, ""),
        new("E1", "E2", DerivationSource.Recorded, ChannelOrigin.Bipolar, SideBySide),
        new("E2", "E1", DerivationSource.Recorded, ChannelOrigin.Bipolar, SideBySide),
        new("EOG", "", DerivationSource.Bare, ChannelOrigin.Bipolar, SideBySide),
    ];

    private const string SideBySide = "one derivation between both eyes stands in: movements of the two eyes cannot be compared";

    private static List<DerivationChoice> Chin()
    {
        var choices = new List<DerivationChoice> { new("Chin", "", DerivationSource.Bare, ChannelOrigin.Recorded, "") };
        (string First, string Second)[] pairs =
            [("1", "2"), ("2", "1"), ("1", "3"), ("3", "1"), ("2", "3"), ("3", "2"), ("L", "C"), ("R", "C"), ("C", "L"), ("C", "R"), ("L", "R"), ("R", "L")];
        foreach (var (first, second) in pairs)
            choices.Add(new("Chin" + first, "Chin" + second, DerivationSource.Recorded, ChannelOrigin.Recorded, ""));
        foreach (var (first, second) in pairs)
            choices.Add(new("Chin" + first, "Chin" + second, DerivationSource.RecordedOrSubtracted, ChannelOrigin.Recorded, ""));
        choices.Add(new("Chin1", "", DerivationSource.Bare, ChannelOrigin.Recorded, Unreferenced));
        choices.Add(new("Chin2", "", DerivationSource.Bare, ChannelOrigin.Recorded, Unreferenced));
        const string Placeless = "the label names no place; taken for the chin";
        choices.Add(new("EMG", "", DerivationSource.Bare, ChannelOrigin.Recorded, Placeless));
        choices.Add(new("EMG1", "EMG2", DerivationSource.RecordedOrSubtracted, ChannelOrigin.Recorded, Placeless));
        choices.Add(new("EMG1", "", DerivationSource.Bare, ChannelOrigin.Recorded, Placeless));
        return choices;
    }
}
