using System.Globalization;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Tests.Rules.Claims;

/// <summary>A claim in the short form of the corpus, for example <c>+sp t=8,14 ch=C4</c>; see docs/claims.md.</summary>
/// <param name="Subject">Feature, stage or rule.</param>
/// <param name="Members">What is said of it, by name.</param>
internal sealed record ClaimNotation(string Subject, SortedDictionary<string, string> Members)
{
    private static readonly (string Name, ClaimFeature Feature)[] Features =
    [
        ("alpha", ClaimFeature.AlphaRhythm), ("theta", ClaimFeature.Theta), ("lamf", ClaimFeature.MixedFrequency), ("delta", ClaimFeature.Delta),
        ("sw", ClaimFeature.SlowWave), ("sp", ClaimFeature.Spindle), ("kc", ClaimFeature.KComplex), ("vertex", ClaimFeature.VertexWave),
        ("saw", ClaimFeature.SawtoothWaves), ("rem", ClaimFeature.RapidEyeMovement), ("sem", ClaimFeature.SlowEyeMovement), ("blink", ClaimFeature.Blink),
        ("eye", ClaimFeature.EyeMovement), ("tone", ClaimFeature.ChinTone), ("fast", ClaimFeature.FastActivity), ("bg", ClaimFeature.Background),
        ("arousal", ClaimFeature.Arousal), ("move", ClaimFeature.BodyMovement), ("signal", ClaimFeature.Signal),
    ];

    private static readonly (string Name, ComparedWith With)[] Others =
    [
        ("wake", ComparedWith.Wakefulness), ("light", ComparedWith.LightSleep), ("deep", ComparedWith.DeepSleep), ("rem", ComparedWith.RemSleep),
        ("night", ComparedWith.Night), ("prev", ComparedWith.PreviousEpoch), ("next", ComparedWith.NextEpoch),
    ];

    /// <summary>Reads the short form.</summary>
    public static ClaimNotation Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var subject = words[0][1..];
        if (!char.IsUpper(subject[0]) && !Features.Any(feature => feature.Name == subject)) throw new FormatException($"'{line}' starts with no feature, stage or rule.");
        var members = new SortedDictionary<string, string> { ["polarity"] = words[0][..1] };
        foreach (var word in words[1..])
        {
            if (word == "@target") continue;
            if (word[0] == '@') members["epoch"] = word[1..];
            else if (word[0] is '<' or '>' or '=') members["compared"] = word;
            else if (word.IndexOf('=') is > 0 and var at) members[word[..at]] = word[..at] == "ch" ? Sorted(word[(at + 1)..].Split(',')) : word[(at + 1)..];
            else members["level"] = word;
        }

        return new ClaimNotation(subject, members);
    }

    /// <summary>Writes a claim in the short form.</summary>
    public static ClaimNotation Of(Claim claim)
    {
        var members = new SortedDictionary<string, string> { ["polarity"] = claim.Polarity switch { ClaimPolarity.Present => "+", ClaimPolarity.Absent => "-", _ => "?" } };
        var isChinOfTone = claim.Feature == ClaimFeature.ChinTone;
        var channels = claim.Channels.Where(channel => !(isChinOfTone && channel.Roles is [ChannelRole.Chin])).Select(NameOf).Distinct().ToArray();
        if (channels.Length > 0) members["ch"] = Sorted(channels);
        if (claim.Times.Count > 0) members["t"] = string.Join(',', claim.Times.Select(time => time.IsMoment ? Number(time.FromSeconds) : $"{Number(time.FromSeconds)}-{Number(time.ToSeconds)}"));
        foreach (var (name, quantity) in new[]
        {
            ("hz", claim.FrequencyHz), ("uv", claim.AmplitudeMicrovolts), ("dur", claim.DurationSeconds), ("share", claim.SharePercent), ("n", claim.Count), ("db", claim.DifferenceDecibels),
        })
            if (quantity is { } known) members[name] = Amount(known);
        if (claim.Level is { } level) members["level"] = level.ToString().ToLowerInvariant();
        if (claim.Comparison is { } comparison)
            members["compared"] = "<=>"[(int)comparison.Direction] + Others.Single(other => other.With == comparison.With).Name;
        if (claim.Epoch != ClaimedEpoch.Target) members["epoch"] = claim.Epoch switch { ClaimedEpoch.Previous => "prev", ClaimedEpoch.Next => "next", _ => "near" };
        return new ClaimNotation(claim.Stage?.ToString() ?? claim.Rule?.Value ?? Features.Single(feature => feature.Feature == claim.Feature).Name, members);
    }

    /// <summary>Members that are alike.</summary>
    public int Agreement(ClaimNotation other) => Members.Count(member => other.Members.TryGetValue(member.Key, out var value) && value == member.Value);

    public override string ToString() => Members["polarity"] + Subject + string.Concat(Members.Where(member => member.Key != "polarity").Select(member => member.Key switch
    {
        "level" or "compared" => " " + member.Value,
        "epoch" => " @" + member.Value,
        _ => $" {member.Key}={member.Value}",
    }));

    private static string NameOf(ClaimedChannel channel) => channel.Electrode.Length > 0 ? channel.Electrode : channel.Roles switch
    {
        [ChannelRole.F4, ChannelRole.C4, ChannelRole.O2] => "EEG",
        [ChannelRole.LOC, ChannelRole.ROC] => "EOG",
        _ => string.Join('+', channel.Roles),
    };

    private static string Sorted(string[] names) => string.Join(',', names.Order(StringComparer.Ordinal));

    private static string Amount(Quantity quantity) => quantity.Least == quantity.Most ? Number(quantity.Least!.Value)
        : (quantity.Least is { } least ? Number(least) : "") + ".." + (quantity.Most is { } most ? Number(most) : "");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
