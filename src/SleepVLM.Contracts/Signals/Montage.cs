namespace SleepVLM.Contracts;

/// <summary>How the channel of one role was found in a recording.</summary>
public enum ChannelOrigin
{
    /// <summary>The recording holds the recommended derivation under a known name.</summary>
    Recorded,
    /// <summary>Two recorded signals were subtracted, for example F4 and M1.</summary>
    Rereferenced,
    /// <summary>The other hemisphere stands in, for example F3-M2 for F4-M1.</summary>
    Contralateral,
    /// <summary>A bipolar derivation stands in, for example Fpz-Cz for F4-M1.</summary>
    Bipolar,
    /// <summary>The user named the signal.</summary>
    Mapped,
}

/// <summary>One channel of a montage and the choice that put it there.</summary>
/// <param name="Role">Its place in the picture.</param>
/// <param name="Derivation">What is really measured.</param>
/// <param name="Labels">Labels in the file: one, or two when the second is subtracted from the first.</param>
/// <param name="SourceRateHz">Sampling rate in the file, hertz.</param>
/// <param name="SourceUnit">Unit in the file; values are converted to microvolts.</param>
/// <param name="Origin">How it was found.</param>
/// <param name="Note">One sentence for the record, empty for a plain choice.</param>
public sealed record MontageChannel(
    ChannelRole Role,
    Derivation Derivation,
    IReadOnlyList<string> Labels,
    double SourceRateHz,
    string SourceUnit,
    ChannelOrigin Origin,
    string Note);

/// <summary>The channels of a recording that are staged, in the order of <see cref="ChannelRole"/>.</summary>
/// <param name="Channels">One to six channels, no role twice.</param>
/// <param name="Notes">What a reader of the record must know: substitutions, missing roles, unit conversions.</param>
public sealed record Montage(IReadOnlyList<MontageChannel> Channels, IReadOnlyList<string> Notes)
{
    /// <summary>Row of the role in <c>[channel, sample]</c> data, or -1 where the recording lacks it.</summary>
    public int RowOf(ChannelRole role)
    {
        for (var row = 0; row < Channels.Count; row++)
            if (Channels[row].Role == role) return row;
        return -1;
    }
}
