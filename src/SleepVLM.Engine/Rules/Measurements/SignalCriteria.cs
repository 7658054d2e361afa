namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>What counts as a slow wave, alpha or a usable second. The rule book states the same figures and is refused where it differs.</summary>
public static class SignalCriteria
{
    /// <summary>Slow waves are larger than this, peak to peak, microvolts (rule N3.1).</summary>
    public const double SlowWaveMicrovolts = 75;

    /// <summary>Slow waves are at least this fast, hertz (rule N3.1).</summary>
    public const double SlowWaveLowHz = 0.5;

    /// <summary>Slow waves are at most this fast, hertz (rule N3.1).</summary>
    public const double SlowWaveHighHz = 2;

    /// <summary>Lower edge of alpha, hertz (rules W.1, N1.1).</summary>
    public const double AlphaLowHz = 8;

    /// <summary>Upper edge of alpha, hertz (rules W.1, N1.1).</summary>
    public const double AlphaHighHz = 13;

    /// <summary>A channel is measured in an epoch while no more than this many of its seconds are unusable.</summary>
    public const int MostUnusableSeconds = 10;
}
