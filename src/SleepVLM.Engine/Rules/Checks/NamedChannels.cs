using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Mentions;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>What a name in a text may mean in a recording.</summary>
internal static class NamedChannels
{
    /// <summary>The channels of the montage that a name fits: by the electrodes really recorded, or by its place in the picture.</summary>
    public static IEnumerable<MontageChannel> Matches(Montage montage, ChannelMention mention) => montage.Channels.Where(channel =>
        mention.Roles.Contains(channel.Role)
        || (mention.Electrode.Length > 0
            && (mention.Electrode.Equals(channel.Derivation.Active, StringComparison.OrdinalIgnoreCase)
                || mention.Electrode.Equals(channel.Derivation.Reference, StringComparison.OrdinalIgnoreCase))));
}
