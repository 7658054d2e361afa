using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The planned stages of a recording: a drawn night, or a drawn night compressed into a short recording.</summary>
internal static class NightArchitecture
{
    /// <summary>From this length on nights keep real time, minutes; shorter recordings show a whole night in fast motion.</summary>
    public const double UncompressedMinutes = 240;

    private const int WholeNightEpochs = 960;
    private const int CompressionAttempts = 60;

    public static SleepStage[] Plan(int epochCount, StageTendency tendency, NoiseSource noise)
    {
        if (epochCount >= UncompressedMinutes * 2) return DrawWithSleep(epochCount, tendency, noise);
        var best = Array.Empty<SleepStage>();
        for (var attempt = 0; attempt < CompressionAttempts; attempt++)
        {
            var candidate = Compress(DrawWithSleep(WholeNightEpochs, tendency, noise), epochCount);
            if (best.Length == 0 || candidate.Distinct().Count() > best.Distinct().Count()) best = candidate;
            if (best.Distinct().Count() == Enum.GetValues<SleepStage>().Length) break;
        }
        return best;
    }

    // One real night in some hundreds holds next to no sleep; it teaches nothing and a demo of it looks broken.
    private static SleepStage[] DrawWithSleep(int epochCount, StageTendency tendency, NoiseSource noise)
    {
        for (;;)
        {
            var night = new StageDynamics(noise, tendency).Draw(epochCount);
            if (night.Count(stage => stage != SleepStage.W) >= epochCount / 4) return night;
        }
    }

    /// <summary>Takes evenly spaced epochs and puts back the lighter stages that fall between two of them.</summary>
    private static SleepStage[] Compress(SleepStage[] night, int epochCount)
    {
        var start = Math.Max(0, Array.FindIndex(night, stage => stage != SleepStage.W) - 20);
        var step = (night.Length - start) / (double)epochCount;
        var stages = new SleepStage[epochCount];
        for (var i = 0; i < epochCount; i++) stages[i] = night[start + (int)((i + 0.5) * step)];
        for (var i = 1; i + 1 < epochCount; i++)
            if (Between(stages[i - 1], stages[i]) is { } bridge) stages[i] = bridge;
        return stages;
    }

    private static SleepStage? Between(SleepStage before, SleepStage after) => (before, after) switch
    {
        (SleepStage.W, SleepStage.N2 or SleepStage.N3 or SleepStage.R) => SleepStage.N1,
        (SleepStage.N1 or SleepStage.R, SleepStage.N3) or (SleepStage.N3, SleepStage.R) => SleepStage.N2,
        _ => null,
    };
}
