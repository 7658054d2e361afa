using MathNet.Numerics;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>Typical background spectra of the central EEG by stage, and how the other derivations differ from it.</summary>
/// <remarks>Medians of 22 UCDDB patients for W and N3 (PhysioNet, ODC-BY 1.0; Welch, 4 s, 0.3-35 Hz), a 22 Hz line of that recorder removed. N1, N2 and R
/// are one patient's, shifted by that patient's distance from the others. What events add is taken off again, so that background and events together match.</remarks>
internal static class StageSpectra
{
    /// <summary>Where the tables hold: geometric centres of 0.3-1, 1-2, 2-4, 4-6, 6-8, 8-10, 10-12, 12-15, 15-20, 20-25, 25-30, 30-35 Hz.</summary>
    public static readonly double[] BandCentresHz = [0.6, 1.45, 2.9, 4.9, 6.9, 8.9, 10.9, 13.4, 17.3, 22.4, 27.4, 32.4];

    /// <summary>dB re 1 uV^2/Hz, <c>[stage][band]</c>.</summary>
    private static readonly double[][] BackgroundDb =
    [
        [16.4, 11.7, 8.6, 7.2, 8.6, 6.4, 4.2, 4.6, 3.9, 2.2, -1.4, -4.4],
        [14.6, 11.2, 9.0, 8.5, 6.9, 6.1, 2.0, 2.7, 2.2, -1.4, -5.5, -9.2],
        [16.2, 13.4, 12.0, 10.4, 6.8, 5.1, 1.6, -1.8, -2.0, -4.4, -8.0, -11.6],
        [30.0, 26.8, 20.6, 14.9, 11.2, 7.2, 5.2, -2.2, -5.0, -5.4, -8.6, -12.9],
        [13.6, 10.0, 8.6, 6.8, 6.0, 4.8, 0.5, 1.2, 0.0, -4.0, -9.4, -13.6],
    ];

    /// <summary>dB against C4, <c>[role][band]</c>; chin is not made from these.</summary>
    private static readonly double[][] RoleDb =
    [
        [1.8, 1.8, 1.0, 0.6, 0.2, -0.4, -0.4, -1.0, -0.2, 0.4, 1.0, 1.4],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [-2.6, -2.6, -2.0, -1.2, -0.6, 0.2, 0.0, -2.2, -0.8, -0.4, 0.2, 0.6],
        [-0.4, -1.0, -1.6, -2.6, -3.0, -3.6, -3.6, -4.4, -2.8, -1.2, 0.0, 0.8],
        [-0.4, -1.0, -1.6, -2.6, -3.0, -3.6, -3.6, -4.4, -2.8, -1.2, 0.0, 0.8],
    ];

    /// <summary>SD of the level from one few seconds to the next beyond what noise of a steady spectrum has, dB, <c>[stage][band]</c>.</summary>
    /// <remarks>W and N3 measured within epochs of the same patients: fast activity of sleep is steady, that of wakefulness restless. The others as their
    /// phasic events have it: slow bursts of N2 (cyclic alternating pattern, Terzano et al. 2001), theta and sawtooth bursts of R.</remarks>
    private static readonly double[][] UnrestDb =
    [
        [3.4, 3.2, 2.4, 1.9, 1.8, 1.9, 2.0, 2.0, 2.1, 2.0, 2.4, 2.8],
        [3.4, 3.4, 2.4, 2.0, 1.7, 1.7, 1.7, 1.5, 1.0, 0.5, 0.8, 1.2],
        [3.4, 3.3, 2.2, 1.9, 1.9, 2.4, 2.5, 2.4, 1.2, 0.5, 0.7, 1.0],
        [2.6, 2.8, 2.0, 1.8, 1.4, 1.6, 1.7, 1.7, 1.0, 0.3, 0.8, 1.1],
        [3.2, 3.4, 3.6, 4.8, 4.0, 1.7, 1.3, 1.2, 0.8, 0.3, 0.7, 1.0],
    ];

    /// <summary>SD of what all bands have in common as vigilance wavers over <see cref="WaveringSeconds"/>, dB: up towards wakefulness, down towards sleep.</summary>
    /// <remarks>So that means over 5 s vary within an epoch as they do in W and N1 of the night ucddb018, band by band; W of 22 UCDDB patients varies as much.
    /// Measured in 0.4-29 Hz. N2 swells in common bursts instead (<see cref="CommonUnrest"/>), N3 hardly wavers, and of R there were too few epochs to tell.</remarks>
    private static readonly double[] WakeWaveringDb = [2.2, 2.0, 1.7, 1.4, 1.2, 1.3, 1.6, 2.0, 2.3, 2.3, 2.3, 2.3];
    private static readonly double[] DrowsyWaveringDb = [1.4, 0.7, 0.3, 0.8, 1.0, 1.7, 1.8, 1.9, 2.0, 1.8, 1.6, 1.6];

    /// <summary>Time constant of wavering vigilance.</summary>
    public const double WaveringSeconds = 4;

    private static readonly (double Offset, double Slope)[] Lines = Array.ConvertAll(BackgroundDb, bands => Fit.Line(Array.ConvertAll(BandCentresHz, Math.Log), bands));

    /// <summary>Share of the variance of that unrest which all bands have in common: in N2 slow waves, alpha and sigma swell together (phases A of the cyclic
    /// alternating pattern). Share and sizes in N2 were chosen to be like those of the night ucddb018, whose N3 has none of it.</summary>
    public static double CommonUnrest(SleepStage stage) => stage == SleepStage.N2 ? 0.7 : 0;

    public static double Unrest(SleepStage stage, int band) => UnrestDb[(int)stage][band];

    public static double Wavering(SleepStage stage, int band) => stage switch
    {
        SleepStage.W => WakeWaveringDb[band],
        SleepStage.N1 => DrowsyWaveringDb[band],
        _ => 0,
    };

    public static double Background(SleepStage stage, int band) => BackgroundDb[(int)stage][band];

    /// <summary>The line in dB over the logarithm of frequency that lies closest to the bands of a stage (least squares).</summary>
    public static double Straight(SleepStage stage, int band)
    {
        var (offset, slope) = Lines[(int)stage];
        return offset + slope * Math.Log(BandCentresHz[band]);
    }

    public static double Role(ChannelRole role, int band) => RoleDb[(int)role][band];

    /// <summary>Spreads band values over the bins of a spectrum, linear in the logarithm of frequency, level beyond the first and falling beyond the last band.</summary>
    public static (int Band, double Share)[] BinPlan(int binCount, double binHz)
    {
        var plan = new (int, double)[binCount];
        for (var bin = 0; bin < binCount; bin++)
        {
            var hz = bin * binHz;
            var band = Math.Clamp(Array.FindLastIndex(BandCentresHz, centre => centre <= hz), 0, BandCentresHz.Length - 2);
            var share = Math.Log(Math.Max(hz, BandCentresHz[0]) / BandCentresHz[band]) / Math.Log(BandCentresHz[band + 1] / BandCentresHz[band]);
            plan[bin] = (band, Math.Min(share, 1.8));
        }
        return plan;
    }
}
