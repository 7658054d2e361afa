namespace SleepVLM.Contracts;

/// <summary>Sleep stages of the AASM manual for adults.</summary>
public enum SleepStage
{
    /// <summary>Wakefulness.</summary>
    W,
    /// <summary>Non-REM stage 1.</summary>
    N1,
    /// <summary>Non-REM stage 2.</summary>
    N2,
    /// <summary>Non-REM stage 3, slow-wave sleep.</summary>
    N3,
    /// <summary>REM sleep.</summary>
    R,
}
