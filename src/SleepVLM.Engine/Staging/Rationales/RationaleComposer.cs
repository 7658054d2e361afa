using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Writes what a scorer would say of an epoch from what is known of it: every claim is in the evidence, absences only where they were looked for.</summary>
/// <remarks>
/// Times are whole seconds from the start of the epoch, slow waves whole seconds, alpha steps of 10 %, so that prose can be held against the signal
/// and learned from a picture. Where evidence for the stage is weak the text says so.
/// </remarks>
public static class RationaleComposer
{
    /// <summary>Composes text and rules; the same evidence and seed give the same text.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stage is not one of the five.</exception>
    public static ComposedRationale Compose(EpochEvidence evidence, ulong seed)
    {
        var prose = new Prose(seed);
        var reading = new EpochReading(evidence);
        var common = new CommonStatements(reading, prose);
        var draft = new Draft(prose);
        if (MovementRationale.Applies(reading)) MovementRationale.Write(draft, reading, common, prose);
        else WriteByStage(draft, reading, common, prose);
        return draft.Finish();
    }

    private static void WriteByStage(Draft draft, EpochReading reading, CommonStatements common, Prose prose)
    {
        switch (reading.Stage)
        {
            case SleepStage.W: WakeRationale.Write(draft, reading, common, prose); break;
            case SleepStage.N1: N1Rationale.Write(draft, reading, common, prose); break;
            case SleepStage.N2: N2Rationale.Write(draft, reading, common, prose); break;
            case SleepStage.N3: N3Rationale.Write(draft, reading, common, prose); break;
            case SleepStage.R: RemRationale.Write(draft, reading, common, prose); break;
            default: throw new ArgumentOutOfRangeException(nameof(reading), reading.Stage, "not one of the five stages");
        }
    }
}
