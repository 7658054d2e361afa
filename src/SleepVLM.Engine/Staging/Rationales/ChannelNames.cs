using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>What the channels of a montage are called in prose.</summary>
public sealed class ChannelNames
{
    private static readonly string[] Places = ["F4-M1", "C4-M1", "O2-M1", "LOC", "ROC", "the chin EMG"];

    private readonly string?[] _names = new string?[Places.Length];
    private readonly Montage _montage;

    private ChannelNames(Montage montage, bool asDrawn)
    {
        _montage = montage;
        foreach (var channel in montage.Channels)
            _names[(int)channel.Role] = asDrawn || channel.Role > ChannelRole.O2
                ? Places[(int)channel.Role]
                : channel.Derivation.ToString();
    }

    /// <summary>EEG derivations under the names of what was really recorded, for example <c>Fpz-Cz</c>.</summary>
    public static ChannelNames AsRecorded(Montage montage) => new(montage, asDrawn: false);

    /// <summary>EEG derivations under the names of their places in the picture, for example <c>F4-M1</c>: all that a reader of the picture can know.</summary>
    public static ChannelNames AsDrawn(Montage montage) => new(montage, asDrawn: true);

    /// <summary>Whether the recording has any EEG.</summary>
    public bool HasEeg => Has(ChannelRole.F4) || Has(ChannelRole.C4) || Has(ChannelRole.O2);

    /// <summary>Whether the recording has any EOG.</summary>
    public bool HasEog => Has(ChannelRole.LOC) || Has(ChannelRole.ROC);

    /// <summary>Whether the recording has chin EMG.</summary>
    public bool HasChin => Has(ChannelRole.Chin);

    /// <summary>The EOG channels present, for example <c>LOC and ROC</c>; null without EOG.</summary>
    public string? Eog => _names[(int)ChannelRole.LOC] is { } left && _names[(int)ChannelRole.ROC] is { } right
        ? $"{left} and {right}"
        : _names[(int)ChannelRole.LOC] ?? _names[(int)ChannelRole.ROC];

    /// <summary>Whether the role is recorded.</summary>
    public bool Has(ChannelRole role) => _names[(int)role] is not null;

    /// <summary>Name of the channel of a role; null where it is not recorded.</summary>
    public string? Of(ChannelRole role) => _names[(int)role];

    /// <summary>Name of the EEG derivation of a role, or of the nearest one that stands in for it; null without EEG.</summary>
    public string? Eeg(ChannelRole role) => role switch
    {
        ChannelRole.F4 => _names[(int)ChannelRole.F4] ?? _names[(int)ChannelRole.C4] ?? _names[(int)ChannelRole.O2],
        ChannelRole.O2 => _names[(int)ChannelRole.O2] ?? _names[(int)ChannelRole.C4] ?? _names[(int)ChannelRole.F4],
        _ => _names[(int)ChannelRole.C4] ?? _names[(int)ChannelRole.F4] ?? _names[(int)ChannelRole.O2],
    };

    /// <summary>Name of the channel that has this derivation; null where the montage has no such channel.</summary>
    public string? Of(Derivation derivation)
    {
        foreach (var channel in _montage.Channels)
            if (channel.Derivation == derivation) return _names[(int)channel.Role];
        return null;
    }
}
