using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>What a name in a text may mean in a recording.</summary>
internal static class NamedChannels
{
    /// <summary>The channels of the montage that a name fits: by the electrodes really recorded, or by its place in the picture.</summary>
    public static IEnumerable<MontageChannel> Matches(Montage montage, ClaimedChannel named) => montage.Channels.Where(channel =>
        named.Roles.Contains(channel.Role)
        || (named.Electrode.Length > 0
            && (named.Electrode.Equals(channel.Derivation.Active, StringComparison.OrdinalIgnoreCase)
                || named.Electrode.Equals(channel.Derivation.Reference, StringComparison.OrdinalIgnoreCase))));

    /// <summary>The channels that a claim names and the recording has.</summary>
    public static IReadOnlyList<MontageChannel> Of(Montage montage, Claim claim) => [.. claim.Channels.SelectMany(named => Matches(montage, named)).Distinct()];

    /// <summary>Whether a claim names electrodes, and none of them is where a measurement was made.</summary>
    public static bool NamesAnother(Montage montage, Claim claim, Measurement measured)
    {
        var named = claim.Channels.Where(channel => channel.Electrode.Length > 0).ToList();
        return named.Count > 0 && !named.SelectMany(channel => Matches(montage, channel)).Any(match => match.Derivation == measured.Derivation);
    }
}
