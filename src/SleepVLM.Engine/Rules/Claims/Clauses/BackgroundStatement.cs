using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Claims.Amounts;
using SleepVLM.Engine.Rules.Claims.Lexicon;

namespace SleepVLM.Engine.Rules.Claims.Clauses;

/// <summary>A clause that gives a frequency or amplitude of the EEG and names no feature speaks of the background.</summary>
internal static class BackgroundStatement
{
    private static readonly FeatureTerm Background = new(ClaimFeature.Background);

    public static Anchor? Find(List<Item> items)
    {
        if (!items.Exists(item => item.Meaning is NumberGroup { Unit: NumberUnit.Hertz } or LevelTerm { OfAmplitude: true })) return null;
        var at = items.FindIndex(item => item.Meaning is ChannelTerm { Roles: [not (ChannelRole.LOC or ChannelRole.ROC or ChannelRole.Chin), ..] });
        return at < 0 ? null : new Anchor(items[at] with { Meaning = Background }, at);
    }
}
