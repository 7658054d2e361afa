using SleepVLM.Contracts;

namespace SleepVLM.Engine.Rules.Checks;

/// <summary>The checks that come with the program.</summary>
public static class BuiltInChecks
{
    /// <summary>All of them, in the order in which findings are shown: the rules first, then what the text says.</summary>
    public static IReadOnlyList<IRuleCheck> All(RuleBook book) =>
    [
        new RuleStageCheck(book),
        new RuleContextCheck(book),
        new SlowWaveShareCheck(book),
        new AlphaShareCheck(book),
        new ChinToneCheck(book),
        new MajorMovementCheck(book),
        new SleepMarkCheck(book),
        new EyeRuleCheck(book),
        new ContinuationCheck(book),
        new TransitionCheck(),
        new StageTextCheck(book),
        new NeighbourStageCheck(),
        new ClaimedEventCheck(book),
        new ClaimedDerivationCheck(book),
        new ClaimedFigureCheck(book),
        new StatedAmountCheck(book),
        new StatedToneCheck(book),
        new BackgroundCheck(book),
        new StatedTimesCheck(book),
        new EvenSpacingCheck(),
        new WideIntervalCheck(book),
        new NamedChannelsCheck(),
        new RecordedSignalCheck(),
        new PhysiologyCheck(),
    ];
}
