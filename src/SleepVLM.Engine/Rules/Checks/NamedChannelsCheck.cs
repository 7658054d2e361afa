using System.Text.RegularExpressions;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Does the recording have the channels that the text names? Speaks only where it does not.</summary>
/// <remarks>A channel that the text says is not recorded is judged by <see cref="RecordedSignalCheck"/>.</remarks>
public sealed partial class NamedChannelsCheck : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "named-channels";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        var recorded = string.Join(", ", context.Montage.Channels.Select(channel => channel.Derivation));
        var named = context.Stated().Where(claim => claim.Feature != ClaimFeature.Signal)
            .SelectMany(claim => claim.Channels.Select(channel => (claim.Span, Channel: channel)));
        foreach (var (span, channel) in named.Concat(Pairs(context)).DistinctBy(one => one.Channel.Name.ToUpperInvariant()))
        {
            if (!NamedChannels.Matches(context.Montage, channel).Any())
                yield return this.Find(RuleVerdict.Contradicted, CheckStrength.Strong, null,
                    $"The text names {channel.Name}, which this recording lacks; it has {recorded}.").At(span);
        }
    }

    /// <summary>Derivations in sentences that claim nothing else, such as "the background in F3-M2 agrees".</summary>
    private static IEnumerable<(TextSpan Span, ClaimedChannel Channel)> Pairs(RuleCheckContext context) => Derivation().Matches(context.Decision.Rationale.Text)
        .Select(match => (new TextSpan(match.Index, match.Length), new ClaimedChannel(match.Value, match.Groups[1].Value.ToUpperInvariant(), [])))
        .Where(pair => !context.Claims.Any(claim => claim.Span.Start <= pair.Item1.Start && claim.Span.End >= pair.Item1.End));

    /// <summary>Electrodes of the 10-20 system (Jasper 1958) against a mastoid, an ear or the midline.</summary>
    [GeneratedRegex(@"\b(Fp[12z]|F[3478z]|C[34z]|P[34z]|O[12z]|T[3-8])-(?:[AM][12]|Fz|Cz|Pz|Oz)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Derivation();
}
