using System.CommandLine;
using SleepVLM.Engine.Montages;

namespace SleepVLM.App;

/// <summary>Options about channels, the same for every command that reads a recording.</summary>
internal static class MontageArguments
{
    /// <summary><c>--map ROLE=SIGNAL</c>, as often as needed.</summary>
    public static Option<string[]> MapOption() => new("--map")
    {
        Description = "ROLE=SIGNAL: the signal to take for F4, C4, O2, LOC, ROC or Chin; a label, or A-B to subtract B from A. May be given for several roles.",
        HelpName = "ROLE=SIGNAL",
        DefaultValueFactory = _ => [],
    };

    /// <summary><c>--mains 50|60</c>.</summary>
    public static Option<int> MainsOption()
    {
        var mains = new Option<int>("--mains")
        {
            Description = "Mains frequency to filter out: 50 or 60 Hz. Published weights saw 50.",
            DefaultValueFactory = _ => 50,
        };
        mains.AcceptOnlyFromAmong("50", "60");
        return mains;
    }

    /// <summary>The resolver's settings.</summary>
    /// <exception cref="Contracts.SleepVlmException">A mapping is malformed or names a role twice.</exception>
    public static MontageOptions Parse(ParseResult parse, Option<string[]> map) => new(ChannelMapping.ParseAll(parse.GetValue(map) ?? []));
}
