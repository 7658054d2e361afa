using SleepVLM.Engine.Rules;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>Makes one fault in a right rationale.</summary>
internal sealed class FaultInjector(RuleBook book)
{
    private readonly LogicFaults _logic = new(book);

    /// <summary>The decision with one fault in it; null where the rationale offers no place for a fault of the kind.</summary>
    public ToldDecision? Inject(FaultKind kind, BenchRationale right, Random random) => kind switch
    {
        FaultKind.ShiftedTime => EventFaults.ShiftTime(right, random),
        FaultKind.SwappedDerivation => EventFaults.SwapDerivation(right, random),
        FaultKind.InventedSpindle => EventFaults.InventSpindle(right, random),
        FaultKind.WrongRule => _logic.ChangeRule(right, random),
        FaultKind.ContradictoryTone => FigureFaults.ContradictTone(right, random),
        FaultKind.WrongAmplitude => EventFaults.EnlargeAmplitude(right, random),
        FaultKind.WrongStage => _logic.ChangeStage(right, random),
        FaultKind.ImpossibleDuration => EventFaults.StretchDuration(right, random),
        FaultKind.EvenSpacing => SentenceFaults.TellEvenSpacing(right, random),
        FaultKind.WakeToneBelowWake => SentenceFaults.TellWakeToneBelowWake(right, random),
        FaultKind.EvenBlinks => SentenceFaults.TellEvenBlinks(right, random),
        FaultKind.WideInterval => SentenceFaults.TellWideInterval(right, random),
        FaultKind.PhantomMark => EventFaults.InventMark(right, random),
        FaultKind.WrongContext => _logic.ChangeContext(right, random),
        FaultKind.TextOfAnotherStage => _logic.ChangeStageAndRule(right, random),
        FaultKind.WrongAmount => FigureFaults.ChangeAmount(right, random),
        FaultKind.WrongFrequency => EventFaults.ChangeFrequency(right, random),
        FaultKind.TimeBeyondEpoch => SentenceFaults.TellTimeBeyondEpoch(right, random),
        FaultKind.AbsentDerivation => SentenceFaults.TellAbsentDerivation(right, random),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of fault"),
    };
}
