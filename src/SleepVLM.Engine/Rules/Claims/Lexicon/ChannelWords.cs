using System.Text.RegularExpressions;
using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Tokens;

namespace SleepVLM.Engine.Rules.Claims.Lexicon;

/// <summary>What channels are called: derivations, electrodes, regions and kinds.</summary>
internal static partial class ChannelWords
{
    private static readonly ChannelRole[] Eeg = [ChannelRole.F4, ChannelRole.C4, ChannelRole.O2], Eog = [ChannelRole.LOC, ChannelRole.ROC];

    public static PhraseTable AddChannels(this PhraseTable table) => table
        .Add(new ChannelTerm("", [ChannelRole.F4]),
            """
            frontal|frontally|frontal derivation|frontal derivations|frontal channel|frontal channels|frontal eeg|frontal lead|frontal leads
            frontal region|frontal regions|frontal electrode|frontal electrodes
            """)
        .Add(new ChannelTerm("", [ChannelRole.C4]),
            """
            central|centrally|central derivation|central derivations|central channel|central channels|central eeg|central lead|central leads
            central region|central regions|central electrode|vertex|central electrodes
            """)
        .Add(new ChannelTerm("", [ChannelRole.O2]),
            """
            occipital|occipitally|occipital derivation|occipital derivations|occipital channel|occipital channels|occipital eeg|occipital lead
            occipital leads|occipital region|occipital regions|occiput|posterior|posteriorly|posterior derivation|posterior channel|occipital cortex
            occipital electrode|occipital electrodes|posterior leads|posterior region|posterior regions
            """)
        .Add(new ChannelTerm("", [ChannelRole.F4, ChannelRole.C4]),
            """
            frontocentral|fronto central|frontocentrally|frontocentral derivations|frontocentral leads|fronto central derivations
            """)
        .Add(new ChannelTerm("", [ChannelRole.C4, ChannelRole.O2]), "centroparietal|parieto occipital|parietooccipital")
        .Add(new ChannelTerm("", Eeg),
            """
            eeg|eeg channels|eeg derivations|eeg channel|eeg traces|all eeg channels|all eeg derivations|all derivations|all leads|eeg leads
            eeg signal
            """)
        .Add(new ChannelTerm("", Eog),
            """
            eog|eogs|eog channels|eog channel|eog derivations|eog leads|both eog channels|both eogs|both eyes|both eye channels|eye channels|eye leads
            eog traces|electrooculogram|both eog leads|both eog derivations|eye derivations|ocular channels|eog signals|the two eog channels
            electro oculogram|eog electrodes|both ocular channels
            """)
        .Add(new ChannelTerm("", [ChannelRole.LOC]), "left eog|left eye|left eye channel|left eog channel|left outer canthus|eog left|eog l")
        .Add(new ChannelTerm("", [ChannelRole.ROC]), "right eog|right eye|right eye channel|right eog channel|right outer canthus|eog right|eog r");

    /// <summary>A derivation as <c>F4-M1</c>, <c>EEG C4/A1</c>, <c>F4M1</c> or <c>E1</c>, and its last token; null where none starts here.</summary>
    public static (ChannelTerm Channel, int First, int Last)? Match(Sentence sentence, int first)
    {
        var at = sentence.At(first).Text is "eeg" or "eog" ? first + 1 : first;
        if (sentence.At(at).Kind != TokenKind.Word || sentence.At(at).Text.Length > 6) return null;
        var match = Electrode().Match(sentence.At(at).Text);
        if (!match.Success) return null;
        var hasReference = sentence.At(at + 1).Text is "-" or "/" or ":" && Reference().IsMatch(sentence.At(at + 2).Text);
        var electrode = match.Groups["active"].Value;
        return (new ChannelTerm(electrode.ToUpperInvariant(), Place(electrode)), first, hasReference ? at + 2 : at);
    }

    /// <summary>The places in the montage that the term for the chin may mean.</summary>
    public static ChannelTerm Chin { get; } = new("", [ChannelRole.Chin]);

    private static ChannelRole[] Place(string electrode) => electrode switch
    {
        "f4" => [ChannelRole.F4],
        "c4" => [ChannelRole.C4],
        "o2" => [ChannelRole.O2],
        "loc" or "e1" => [ChannelRole.LOC],
        "roc" or "e2" => [ChannelRole.ROC],
        _ => [],
    };

    [GeneratedRegex("^(?<active>fp[12z]|f[34780z]|c[34z]|o[12z]|p[34z]|t[3-8]|loc|roc|e[12])(m[12]|a[12])?$", RegexOptions.CultureInvariant)]
    private static partial Regex Electrode();

    [GeneratedRegex("^(m[12]|a[12]|fp[12z]|f[34z]|c[34z]|o[12z]|p[34z]|ler|le)$", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
