using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Mentions;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Does the recording have the channels that the text names? Speaks only where it does not.</summary>
public sealed class NamedChannelsCheck : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "named-channels";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        var recorded = string.Join(", ", context.Montage.Channels.Select(channel => channel.Derivation));
        foreach (var mention in ChannelMentions.In(context.Sentences()).DistinctBy(mention => mention.Name.ToUpperInvariant()))
        {
            if (!NamedChannels.Matches(context.Montage, mention).Any())
                yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, null,
                    $"The text names {mention.Name}, which this recording lacks; it has {recorded}.");
        }
    }
}
