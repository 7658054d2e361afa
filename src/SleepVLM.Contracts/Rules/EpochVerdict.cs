namespace SleepVLM.Contracts;

/// <summary>How the rationale of an epoch stands as a whole.</summary>
public enum EpochVerdict
{
    /// <summary>Nothing contradicts it, and at least one strong or soft finding supports it.</summary>
    Sound,
    /// <summary>No strong finding contradicts it, but a soft one does: worth a look.</summary>
    Doubtful,
    /// <summary>A strong finding contradicts it.</summary>
    Contradicted,
    /// <summary>Nothing contradicts and nothing supports it: the signal, or what is known of it, allows no judgement.</summary>
    NotAssessable,
}
