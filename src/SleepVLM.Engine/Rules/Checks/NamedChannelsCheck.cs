using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Does the recording have the channels that the text names? Speaks only where it does not.</summary>
/// <remarks>A channel that the text says is not recorded is judged by <see cref="RecordedSignalCheck"/>.</remarks>
public sealed class NamedChannelsCheck : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "named-channels";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        var recorded = string.Join(", ", context.Montage.Channels.Select(channel => channel.Derivation));
        var named = context.Stated().Where(claim => claim.Feature != ClaimFeature.Signal)
            .SelectMany(claim => claim.Channels.Select(channel => (claim.Span, Channel: channel)));
        foreach (var (span, channel) in named.DistinctBy(one => one.Channel.Name.ToUpperInvariant()))
        {
            if (!NamedChannels.Matches(context.Montage, channel).Any())
                yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, null,
                    $"The text names {channel.Name}, which this recording lacks; it has {recorded}.").At(span);
        }
    }
}
