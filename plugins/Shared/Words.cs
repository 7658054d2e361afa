using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Plugins;

/// <summary>How outputs spell what is an enumeration inside the program: <c>not_assessable</c>, <c>signal_gap</c>.</summary>
internal static class Words
{
    public static string Of(RuleVerdict verdict) => Snake(verdict.ToString());

    public static string Of(CheckStrength strength) => Snake(strength.ToString());

    public static string Of(UnscoredReason reason) => Snake(reason.ToString());

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
