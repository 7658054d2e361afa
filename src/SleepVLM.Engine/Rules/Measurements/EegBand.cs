namespace SleepVLM.Engine.Rules.Measurements;

/// <summary>Frequency bands of the sleep EEG.</summary>
public enum EegBand
{
    /// <summary>0.5-4 Hz.</summary>
    Delta,
    /// <summary>4-8 Hz.</summary>
    Theta,
    /// <summary>8-13 Hz.</summary>
    Alpha,
    /// <summary>11-16 Hz, where spindles lie; overlaps alpha as the field's definitions do.</summary>
    Sigma,
    /// <summary>16-30 Hz.</summary>
    Beta,
    /// <summary>25-35 Hz: mostly scalp muscle; overlaps beta.</summary>
    Muscle,
}

/// <summary>Edges of the bands.</summary>
public static class EegBands
{
    /// <summary>How many bands there are.</summary>
    public const int Count = 6;

    /// <summary>Lower edge (included) and upper edge (excluded), hertz.</summary>
    public static (double LowHz, double HighHz) Edges(EegBand band) => band switch
    {
        EegBand.Delta => (0.5, 4),
        EegBand.Theta => (4, 8),
        EegBand.Alpha => (8, 13),
        EegBand.Sigma => (11, 16),
        EegBand.Beta => (16, 30),
        EegBand.Muscle => (25, 35),
        _ => throw new ArgumentOutOfRangeException(nameof(band)),
    };
}
