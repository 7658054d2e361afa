using SleepVLM.Contracts;

namespace SleepVLM.Engine.Tests.Rules.Checks;

/// <summary>Parts of claims made by hand; figures and times stand at the start of the text, which is a figure where it must be one.</summary>
internal static class ClaimParts
{
    private static readonly TextSpan Somewhere = new(0, 1);

    public static Claim At(this Claim claim, params double[] seconds) => claim with { Times = [.. claim.Times, .. seconds.Select(s => new ClaimedTime(s, s, Somewhere))] };

    public static Claim From(this Claim claim, double from, double to) => claim with { Times = [.. claim.Times, new ClaimedTime(from, to, Somewhere)] };

    public static Claim In(this Claim claim, params string[] names) => claim with { Channels = [.. names.Select(Channel)] };

    public static Claim Denied(this Claim claim) => claim with { Polarity = ClaimPolarity.Absent };

    public static Claim Of(this Claim claim, ClaimedEpoch epoch) => claim with { Epoch = epoch };

    public static Quantity Exactly(double value) => new(value, value, Somewhere);

    public static Quantity Between(double? least, double? most) => new(least, most, Somewhere);

    private static ClaimedChannel Channel(string name)
    {
        var electrode = name.Split('-')[0].ToUpperInvariant();
        return Enum.TryParse<ChannelRole>(electrode, ignoreCase: true, out var role)
            ? new ClaimedChannel(name, role is ChannelRole.Chin ? "" : electrode, [role])
            : name == "EOG" ? new ClaimedChannel(name, "", [ChannelRole.LOC, ChannelRole.ROC])
            : new ClaimedChannel(name, electrode, []);
    }
}
