using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Cohorts;

/// <summary>A scored night with what speaks for its scoring: evidence from detected events, and rationales for the scorer's stages.</summary>
/// <remarks>The scorer wrote no reasons. A rationale composed here tells what was measured; where that does not bear the stage it says so and cites no rule.</remarks>
public sealed class ExplainedNight
{
    private static readonly Provenance Nobody = new("", "", "", "", "", "", 0, "", []);

    private readonly ScoredNight _night;
    private readonly NightAnalysis _analysis;
    private readonly RuleChecker _checker;
    private readonly ScoredEvidence _evidence;

    /// <summary>Reads off the signals what there is to tell.</summary>
    /// <param name="night">The night.</param>
    /// <param name="checker">Says which rules hold.</param>
    /// <param name="cancellationToken">Stops between channels and epochs.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ExplainedNight(ScoredNight night, RuleChecker checker, CancellationToken cancellationToken)
    {
        (_night, _checker) = (night, checker);
        _analysis = NightAnalyzer.Analyze(night.Night, null, cancellationToken);
        // A model sees places in a picture and no labels of electrodes.
        _evidence = new ScoredEvidence(_analysis, night.Stages, ChannelNames.AsDrawn(night.Night.Montage));
    }

    /// <summary>Whether the signals of an epoch could be measured.</summary>
    public bool IsMeasured(int epoch) => _analysis.Epochs[epoch] is not null;

    /// <summary>Evidence for the scorer's stage; null where the epoch has none or could not be measured.</summary>
    public EpochEvidence? EvidenceOf(int epoch) => _evidence.Of(epoch);

    /// <summary>A rationale for the scorer's stage, citing only rules that no check contradicts.</summary>
    /// <param name="evidence">From <see cref="EvidenceOf"/>.</param>
    /// <param name="seed">Chooses the words.</param>
    /// <param name="detail">How much is told of single events; default their figures.</param>
    public ComposedRationale Explain(EpochEvidence evidence, ulong seed, EventDetail detail = EventDetail.Figures)
    {
        var composed = RationaleComposer.Compose(evidence, seed, detail);
        if (composed.Rules.Count == 0) return composed;
        var index = evidence.Measured.Index;
        var decision = new StageDecision(index, Nobody, "", "", evidence.Stage, new Rationale("", composed.Rules, Truncated: false), null);
        var report = _checker.Check(new RuleCheckContext(decision, evidence.Previous, evidence.Next, evidence.Measured, _analysis.Night, _night.Night.Montage)
        {
            Events = _analysis.Detections.Around(index),
        });
        var failing = report.Findings.Where(found => found is { Verdict: RuleVerdict.Contradicted, Strength: <= CheckStrength.Soft, Rule: not null }).Select(found => found.Rule!.Value).ToHashSet();
        return failing.Count == 0 ? composed : composed with { Rules = [.. composed.Rules.Where(rule => !failing.Contains(rule))] };
    }
}
