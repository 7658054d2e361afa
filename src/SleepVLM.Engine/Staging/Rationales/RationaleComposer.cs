using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.Rationales;

/// <summary>Writes what a scorer would say of an epoch from what is known of it: every claim is in the evidence, absences only where they were looked for.</summary>
/// <remarks>
/// Times are whole seconds from the start of the epoch, slow waves whole seconds, alpha steps of 10 %, amplitudes steps of 5 uV, frequencies whole hertz,
/// durations tenths of a second. Phrasings depend on the seed alone: altered evidence gives the same words with other figures. Where evidence for the
/// stage is weak the text says so.
/// </remarks>
public static class RationaleComposer
{
    /// <summary>Composes text and rules; the same evidence, seed and detail give the same text.</summary>
    /// <param name="evidence">What is known of the epoch.</param>
    /// <param name="seed">Chooses the words.</param>
    /// <param name="detail">How much is told of single events; default their figures.</param>
    /// <exception cref="ArgumentOutOfRangeException">The stage is not one of the five.</exception>
    public static ComposedRationale Compose(EpochEvidence evidence, ulong seed, EventDetail detail = EventDetail.Figures)
    {
        var narrator = new Narrator(evidence, seed, detail);
        if (MovementRationale.Applies(narrator.Reading)) MovementRationale.Write(narrator);
        else WriteByStage(narrator);
        return narrator.Draft.Finish();
    }

    private static void WriteByStage(Narrator narrator)
    {
        switch (narrator.Reading.Stage)
        {
            case SleepStage.W: WakeRationale.Write(narrator); break;
            case SleepStage.N1: N1Rationale.Write(narrator); break;
            case SleepStage.N2: N2Rationale.Write(narrator); break;
            case SleepStage.N3: N3Rationale.Write(narrator); break;
            case SleepStage.R: RemRationale.Write(narrator); break;
            default: throw new ArgumentOutOfRangeException(nameof(narrator), narrator.Reading.Stage, "not one of the five stages");
        }
    }
}
