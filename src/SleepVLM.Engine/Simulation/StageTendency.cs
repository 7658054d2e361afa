using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>How age and illness bend a night: shifts of the log-odds of each stage that may follow, and of staying in a stage.</summary>
/// <param name="Shift">One value for each <see cref="SleepStage"/>, added to the log-odds of its coming next.</param>
/// <param name="Restlessness">Taken from the log-odds of staying; 0 is the usual length of stretches.</param>
internal sealed record StageTendency(IReadOnlyList<double> Shift, double Restlessness)
{
    private static readonly double[] Ages = [25, 40, 55, 70, 85];

    // W, N1, N2, N3, R at each of these ages: the shifts with which drawn nights have the shares of the sleep period that the 190 nights of Sleep-EDF Expanded
    // (ages 18 to 101; PhysioNet, ODC-BY 1.0) have at that age by linear regression: per decade W +4.4, N1 +1.5, N2 -2.2, N3 -1.9, R -1.8 points of the sleep period.
    private static readonly double[][] ShiftAtAge =
    [
        [-0.474, -0.104, 0, 0.007, 0.018],
        [-0.107, -0.011, 0, 0.027, 0.079],
        [0.120, 0.090, 0, 0.011, 0.112],
        [0.318, 0.194, 0, -0.046, 0.123],
        [0.462, 0.268, 0, -0.188, 0.116],
    ];

    /// <summary>Nights as the mean of all ages has them.</summary>
    public static StageTendency Neutral { get; } = new([0, 0, 0, 0, 0], 0);

    /// <summary>The tendency of an age; that of 25 below and of 85 above.</summary>
    /// <remarks>Directions as Ohayon et al. 2004 (Sleep 27:1255) found them in adults: with age more wake after sleep onset and N1, less N3, a little less R.</remarks>
    public static StageTendency OfAge(double years)
    {
        var right = Array.FindIndex(Ages, age => age >= years);
        if (right == 0) return new StageTendency(ShiftAtAge[0], 0);
        if (right < 0) return new StageTendency(ShiftAtAge[^1], 0);
        var share = (years - Ages[right - 1]) / (Ages[right] - Ages[right - 1]);
        return new StageTendency([.. ShiftAtAge[right - 1].Zip(ShiftAtAge[right], (low, high) => low + share * (high - low))], 0);
    }

    /// <summary>What an illness adds.</summary>
    /// <remarks>
    /// Apnoea: N1 about doubled, N3 and R halved (deep sleep is spared by the apnoeas but cut short by what precedes it: Ratnavadivel et al. 2009, J Clin Sleep
    /// Med 5:519). Stroke: less efficient sleep, less deep and REM sleep (Baglioni et al. 2016, PLoS One 11:e0148496). Sizes were set so that drawn nights
    /// of middle age have, in the sleep period, about W 19, N1 20, N3 7, R 11 % and W 29, N1 17, N3 6, R 9 %.
    /// </remarks>
    public static StageTendency Of(Disorder disorder) => disorder switch
    {
        Disorder.Apnoea => new(Apnoea, 0.35),
        Disorder.Stroke => new(Stroke, 0.25),
        _ => Neutral,
    };

    private static readonly double[] Apnoea = [0.339, 0.375, 0, -0.067, -0.016];
    private static readonly double[] Stroke = [0.440, 0.243, 0, -0.097, -0.053];

    /// <summary>Both together.</summary>
    public StageTendency Plus(StageTendency other) => new([.. Shift.Zip(other.Shift, (a, b) => a + b)], Restlessness + other.Restlessness);
}
