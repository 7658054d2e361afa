using System.Text.RegularExpressions;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Mentions;

/// <summary>A channel or kind of channel that a rationale names.</summary>
/// <param name="Name">As written, for example <c>F4-M1</c>.</param>
/// <param name="Electrode">The exploring electrode in capitals, for example <c>F4</c>; empty for a kind such as <c>EOG</c>.</param>
/// <param name="Roles">Roles it may mean in the picture; empty for an electrode that has no place of its own there.</param>
internal sealed record ChannelMention(string Name, string Electrode, IReadOnlyList<ChannelRole> Roles);

/// <summary>Finds the channels a text speaks of as recorded. Sentences that say what is missing are passed over.</summary>
internal static partial class ChannelMentions
{
    private static readonly ChannelRole[] Eeg = [ChannelRole.F4, ChannelRole.C4, ChannelRole.O2], Eog = [ChannelRole.LOC, ChannelRole.ROC];

    public static IEnumerable<ChannelMention> In(IEnumerable<Sentence> sentences) =>
        sentences.Where(sentence => !SaysMissing().IsMatch(sentence.Text)).SelectMany(InSentence);

    /// <summary>The channels of one sentence, whatever it says of them.</summary>
    public static IEnumerable<ChannelMention> InSentence(Sentence sentence)
    {
        for (var i = 0; i < sentence.Tokens.Count; i++)
        {
            var word = sentence.Tokens[i].Text;
            if (Kind(word) is { } roles) yield return new ChannelMention(sentence.Quote(i, i), "", roles);
            else if (Electrode().Match(word) is { Success: true } match)
            {
                var joined = sentence.At(i + 1).Text is "-" or "/" or ":" && Reference().IsMatch(sentence.At(i + 2).Text);
                var (active, last) = (match.Groups["active"].Value, joined ? i + 2 : i);
                yield return new ChannelMention(sentence.Quote(i, last), active.ToUpperInvariant(), Place(active));
                i = last;
            }
        }
    }

    private static IReadOnlyList<ChannelRole>? Kind(string word) => word switch
    {
        "eeg" => Eeg,
        "eog" => Eog,
        "chin" or "emg" or "submental" => [ChannelRole.Chin],
        _ => null,
    };

    private static IReadOnlyList<ChannelRole> Place(string electrode) => electrode switch
    {
        "f4" => [ChannelRole.F4],
        "c4" => [ChannelRole.C4],
        "o2" => [ChannelRole.O2],
        "loc" or "e1" => [ChannelRole.LOC],
        "roc" or "e2" => [ChannelRole.ROC],
        _ => [],
    };

    [GeneratedRegex("^(?<active>fp[12z]|f[34780z]|c[34z]|o[12z]|p[34z]|t[3-8]|loc|roc|e[12])(m[12]|a[12])?$")]
    private static partial Regex Electrode();

    [GeneratedRegex("^(m[12]|a[12]|fp[12z]|f[34z]|c[34z]|o[12z]|p[34z]|ler)$")]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"\b(not|cannot be|can't be|never)\s+(\w+\s+)?(recorded|available|present|assessable|assessed|measured)\b"
        + @"|\b(missing|unavailable|lacking|lacks|neither)\b|\b(no|without)\s+(an?\s+|any\s+)?(EOG|EMG|EEG|chin|LOC|ROC)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex SaysMissing();
}
