using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Where a measurement was made, against where its rule wants it.</summary>
/// <param name="Where">For an explanation, for example <c>C4-M1 (in place of a frontal derivation)</c>.</param>
/// <param name="IsStandIn">Measured elsewhere or bipolar: amplitudes and amounts may differ from those the rule means.</param>
internal readonly record struct MeasuredPlace(string Where, bool IsStandIn)
{
    public static MeasuredPlace Of(Montage montage, Measurement measured, ChannelRole wanted)
    {
        var channel = montage.Channels.FirstOrDefault(channel => channel.Derivation == measured.Derivation);
        var standIn = channel is not null && (channel.Role != wanted || channel.Origin == ChannelOrigin.Bipolar);
        var place = wanted switch { ChannelRole.F4 => "a frontal", ChannelRole.O2 => "an occipital", _ => "a central" };
        return new MeasuredPlace(standIn ? $"{measured.Derivation} (in place of {place} derivation)" : measured.Derivation.ToString(), standIn);
    }
}
