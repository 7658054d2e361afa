using SleepVLM.Contracts;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>The stages in which scorers mark events of a kind, and in which detectors of it are judged.</summary>
/// <remarks>Spindles and K complexes are marked in N2 (DREAMS: Devuyst et al. 2011; MODA: Lacourse et al. 2020); slow waves make N3 and are counted in N2 and N3; rapid eye
/// movements and sawtooth waves belong to R, slow ones to drowsiness, blinks to wakefulness, vertex waves to N1, arousals to sleep (AASM manual).</remarks>
public static class HomeStages
{
    private static readonly SleepStage[] All = Enum.GetValues<SleepStage>();

    /// <summary>The home stages of a kind; every stage where it is at home everywhere.</summary>
    public static IReadOnlyList<SleepStage> Of(SleepEventKind kind) => kind switch
    {
        SleepEventKind.Spindle or SleepEventKind.KComplex => [SleepStage.N2],
        SleepEventKind.SlowWave => [SleepStage.N2, SleepStage.N3],
        SleepEventKind.RapidEyeMovement or SleepEventKind.SawtoothWaves => [SleepStage.R],
        SleepEventKind.SlowEyeMovement => [SleepStage.W, SleepStage.N1],
        SleepEventKind.AlphaRhythm or SleepEventKind.Blink => [SleepStage.W],
        SleepEventKind.VertexWave => [SleepStage.N1],
        SleepEventKind.Arousal => [SleepStage.N1, SleepStage.N2, SleepStage.N3, SleepStage.R],
        _ => All,
    };
}
