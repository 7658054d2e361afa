using SleepVLM.Contracts;

namespace SleepVLM.Engine.Montages;

/// <summary>The user's choice of a signal for one role.</summary>
/// <param name="Role">The place in the montage.</param>
/// <param name="Signal">A label of the recording, or two labels joined by a hyphen: the second is subtracted from the first.</param>
public sealed record ChannelMapping(ChannelRole Role, string Signal)
{
    /// <summary>Reads <c>Chin=1-2</c>; roles are <c>F4 C4 O2 LOC ROC Chin</c> in any case.</summary>
    /// <exception cref="SleepVlmException">Not of the form ROLE=SIGNAL.</exception>
    public static ChannelMapping Parse(string text)
    {
        var roles = Enum.GetNames<ChannelRole>();
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? "" : text[..equals].Trim();
        var signal = equals < 0 ? "" : text[(equals + 1)..].Trim();
        var role = Array.FindIndex(roles, known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (role < 0 || signal.Length == 0)
            throw new SleepVlmException($"--map '{text}': write ROLE=SIGNAL with a role of {string.Join(", ", roles)}, for example --map Chin=1-2");
        return new ChannelMapping((ChannelRole)role, signal);
    }

    /// <summary>Reads several; a role may be named once.</summary>
    /// <exception cref="SleepVlmException">One is malformed, or a role is named twice.</exception>
    public static IReadOnlyList<ChannelMapping> ParseAll(IEnumerable<string> texts)
    {
        var mappings = texts.Select(Parse).ToList();
        var twice = mappings.GroupBy(mapping => mapping.Role).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? mappings : throw new SleepVlmException($"--map names {twice.Key} twice; give one signal for it");
    }
}
