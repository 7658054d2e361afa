using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Checks;
using SleepVLM.Engine.Rules.Claims;

namespace SleepVLM.Engine.Rules;

/// <summary>Holds a decision's rationale against the signal: runs every check and sums up.</summary>
/// <remarks>It never changes a decision. A contradicted rationale is for a person to look at.</remarks>
public sealed class RuleChecker
{
    private readonly IReadOnlyList<IRuleCheck> _builtIn, _extra;

    /// <param name="book">The rules and figures to hold against.</param>
    /// <param name="extra">Checks of plugins, run after the built-in ones; may be null.</param>
    /// <exception cref="SleepVlmException">Two checks have the same identifier.</exception>
    public RuleChecker(RuleBook book, IEnumerable<IRuleCheck>? extra = null)
    {
        _builtIn = BuiltInChecks.All(book);
        _extra = [.. extra ?? []];
        Ids = [.. _builtIn.Concat(_extra).Select(check => check.Id)];
        if (Ids.GroupBy(id => id).FirstOrDefault(same => same.Count() > 1) is { Key: var taken })
            throw new SleepVlmException($"two rule checks are called '{taken}'; rename the plugin's");
    }

    /// <summary>Identifiers of all checks in the order they run.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Findings of every check on one decision, whose claims are read off its text. The same context always gives the same report.</summary>
    public RuleReport Check(RuleCheckContext context)
    {
        context = context with { Claims = ClaimParser.Parse(context.Decision.Rationale.Text).Claims };
        return RuleReport.From([.. _builtIn.SelectMany(check => check.Check(context)), .. _extra.SelectMany(check => Guarded(check, context))]);
    }

    /// <summary>A plugin that fails costs its own findings and nothing else.</summary>
    private static IReadOnlyList<RuleFinding> Guarded(IRuleCheck check, RuleCheckContext context)
    {
        try
        {
            return [.. check.Check(context)];
        }
        catch (Exception error)
        {
            return [check.Find(RuleVerdict.NotAssessable, CheckStrength.Advisory, null, $"The check '{check.Id}' failed: {error.Message}")];
        }
    }
}
