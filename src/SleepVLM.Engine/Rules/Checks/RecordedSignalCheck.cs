using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Is a signal that the text says is missing or cannot be judged really so?</summary>
/// <remarks>That a channel of the montage is not recorded is a plain fact; that it cannot be judged is a matter of its quality.</remarks>
public sealed class RecordedSignalCheck : IRuleCheck
{
    /// <inheritdoc/>
    public string Id => "recorded-signal";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        foreach (var claim in context.StatedHere().Where(claim => claim is { Feature: ClaimFeature.Signal, Polarity: ClaimPolarity.Absent, Channels.Count: > 0 }))
        {
            var channels = NamedChannels.Of(context.Montage, claim);
            var name = string.Join(", ", claim.Channels.Select(channel => channel.Name));
            if (channels.Count == 0)
                yield return this.Find(RuleVerdict.Supported, CheckStrength.Advisory, null, $"The recording has no {name}, as the text says.").At(claim.Span);
            else yield return Judge(context, claim, channels);
        }
    }

    private RuleFinding Judge(RuleCheckContext context, Claim claim, IReadOnlyList<MontageChannel> channels)
    {
        var names = string.Join(", ", channels.Select(channel => channel.Derivation));
        if (context.Events is not { Quality.Count: > 0 } events)
            return this.Find(RuleVerdict.NotAssessable, CheckStrength.Advisory, null,
                $"The text says {context.Quote(claim.Span)}; {names} is recorded, and its quality was not judged.").At(claim.Span);
        var sound = events.Quality.Where(quality => channels.Any(channel => channel.Role == quality.Channel) && quality is { IsAssessable: true, Faults: SignalFault.None }).ToList();
        return (sound.Count == 0
            ? this.Find(RuleVerdict.Supported, CheckStrength.Advisory, null, $"The text says {context.Quote(claim.Span)}; {names} is of poor quality in this epoch.")
            : this.Find(RuleVerdict.Contradicted, CheckStrength.Soft, null,
                $"The text says {context.Quote(claim.Span)}; {string.Join(", ", sound.Select(quality => quality.Derivation))} is recorded and can be judged in this epoch."))
            .At(claim.Span);
    }
}
