using SleepVLM.Contracts;
using SleepVLM.Engine.Rules.Measurements;
using static SleepVLM.Contracts.SleepEventKind;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>Rules N1.2, N2.4 and R.3: is there what begins N1, or ends N2 and R?</summary>
/// <remarks>Advisory: arousals, slow eye movements and vertex waves have no detector that is validated. Where N2 or R ends with W, N3 or the other, the
/// change of stage is itself the end.</remarks>
public sealed class TransitionCheck : IRuleCheck
{
    private const double SlowedHertz = 7;

    /// <inheritdoc/>
    public string Id => "transition";

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Check(RuleCheckContext context)
    {
        if (context.Cites("N1.2")) yield return JudgeBeginning(context);
        foreach (var rule in new[] { "N2.4", "R.3" }.Where(context.Cites))
            if (context.Decision.Stage == SleepStage.N1 || (rule == "R.3" && context.Decision.Stage == SleepStage.N2)) yield return JudgeEnd(context, new RuleId(rule));
    }

    private RuleFinding JudgeBeginning(RuleCheckContext context)
    {
        var rule = new RuleId("N1.2");
        var background = context.Measured.Other.GetValueOrDefault(MeasurementNames.BackgroundFrequency);
        var signs = Found(context, 0, VertexWave, SlowEyeMovement);
        if (background is null && context.Events is null)
            return this.Find(RuleVerdict.NotAssessable, CheckStrength.Advisory, rule, $"Neither background frequency nor events are known in this epoch, so rule N1.2 cannot be judged.");
        var isSlowed = background?.Value <= SlowedHertz;
        var told = background is null ? "the background frequency is not known" : FormattableString.Invariant($"the background runs at {background.Value:F1} Hz");
        return this.Find(
            isSlowed || signs.Count > 0 ? RuleVerdict.Supported : RuleVerdict.NotAssessable, CheckStrength.Advisory, rule,
            $"Rule N1.2 needs a background of 4-7 Hz, vertex waves or slow eye movements; {told}, and {signs.Count} such events are found.",
            [background, .. EventEvidence.Of(signs, context.Decision.Index)]).By($"background up to {SlowedHertz} Hz");
    }

    private RuleFinding JudgeEnd(RuleCheckContext context, RuleId rule)
    {
        SleepEventKind[] ends = context.Decision.Stage == SleepStage.N2 ? [Spindle, KComplex] : [Arousal, BodyMovement, SlowEyeMovement];
        var found = Found(context, -30, ends);
        var name = context.Decision.Stage == SleepStage.N2 ? "a spindle or K complex" : "an arousal, or a body movement that slow eye movements follow";
        return this.Find(
            found.Count > 0 ? RuleVerdict.Supported : RuleVerdict.NotAssessable, CheckStrength.Advisory, rule,
            $"Where it leads to {context.Decision.Stage}, rule {rule} needs {name}; {(found.Count > 0 ? $"{EventEvidence.Name(found[0].Kind)} is found" : "nothing of it is found")} in this epoch or the one before.",
            EventEvidence.Of(found, context.Decision.Index));
    }

    private static List<DetectedEvent> Found(RuleCheckContext context, double from, params SleepEventKind[] kinds) =>
        context.Events is { } events ? [.. kinds.SelectMany(kind => events.Found(kind, from))] : [];
}
