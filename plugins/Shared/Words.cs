using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Plugins;

/// <summary>How outputs spell what is an enumeration inside the program: <c>not_assessable</c>, <c>signal_gap</c>.</summary>
internal static class Words
{
    public static string Of(RuleVerdict verdict) => Snake(verdict.ToString());

    public static string Of(EpochVerdict verdict) => Snake(verdict.ToString());

    public static string Of(ReviewConcern concern) => Snake(concern.ToString());

    public static string Of(SleepEventKind kind) => Snake(kind.ToString());

    /// <summary>Each fault by its own name; none for a sound signal.</summary>
    public static IEnumerable<string> Of(SignalFault faults) =>
        Enum.GetValues<SignalFault>().Where(fault => fault != SignalFault.None && faults.HasFlag(fault)).Select(fault => Snake(fault.ToString()));

    public static string Of(CheckStrength strength) => Snake(strength.ToString());

    public static string Of(UnscoredReason reason) => Snake(reason.ToString());

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
