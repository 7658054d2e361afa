using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>How much of each stage's physiology shows in every second: stages fade into each other and colour their surroundings.</summary>
/// <remarks>Scorers cut at 30 s; brains do not. A border falls anywhere within the epochs that it separates, falling asleep takes longer than waking,
/// slow waves build up over minutes, and an arousal lends a sleep stage some seconds of wake.</remarks>
internal sealed class StageCourse
{
    private const int EpochSeconds = 30;
    private readonly float[][] _weights;

    private StageCourse(float[][] weights) => _weights = weights;

    public int Seconds => _weights[0].Length;

    /// <summary>Share of a stage in one second; the five shares sum to 1.</summary>
    public float Share(SleepStage stage, int second) => _weights[(int)stage][Math.Clamp(second, 0, Seconds - 1)];

    /// <summary>Linear between the middles of seconds.</summary>
    public double Share(SleepStage stage, double seconds)
    {
        var left = (int)Math.Floor(seconds - 0.5);
        var t = seconds - 0.5 - left;
        return Share(stage, left) * (1 - t) + Share(stage, left + 1) * t;
    }

    public static StageCourse Build(IReadOnlyList<SleepStage> stages, SubjectTraits traits, NoiseSource noise)
    {
        var seconds = stages.Count * EpochSeconds;
        var weights = new float[Enum.GetValues<SleepStage>().Length][];
        for (var s = 0; s < weights.Length; s++) weights[s] = new float[seconds];
        DrawWithSoftBorders(weights, stages, noise);
        LendToNeighbours(weights, traits.Blending);
        return new StageCourse(weights);
    }

    /// <summary>Lets wake physiology through for the length of an arousal.</summary>
    public void Arouse(double onsetSeconds, double durationSeconds, double depth)
    {
        for (var t = Math.Max(0, (int)onsetSeconds); t < Math.Min(Seconds, onsetSeconds + durationSeconds); t++)
        {
            foreach (var weight in _weights) weight[t] *= (float)(1 - depth);
            _weights[(int)SleepStage.W][t] += (float)depth;
        }
    }

    private static void DrawWithSoftBorders(float[][] weights, IReadOnlyList<SleepStage> stages, NoiseSource noise)
    {
        for (var s = 0; s < weights.Length; s++)
            for (var t = 0; t < weights[s].Length; t++) weights[s][t] = stages[t / EpochSeconds] == (SleepStage)s ? 1 : 0;
        for (var epoch = 1; epoch < stages.Count; epoch++)
        {
            var (from, to) = (stages[epoch - 1], stages[epoch]);
            if (from == to) continue;
            var waking = to == SleepStage.W;
            var middle = epoch * EpochSeconds + noise.Uniform(-11, 11);
            var width = waking ? noise.Uniform(0.5, 2) : noise.LogNormal(4, 0.5);
            for (var t = (epoch - 1) * EpochSeconds + 15; t < Math.Min(epoch * EpochSeconds + 15, weights[0].Length); t++)
            {
                var arrived = (float)(1 / (1 + Math.Exp(-(t + 0.5 - middle) / width)));
                for (var s = 0; s < weights.Length; s++)
                    weights[s][t] = ((SleepStage)s == to ? arrived : 0) + ((SleepStage)s == from ? 1 - arrived : 0);
            }
        }
    }

    private static void LendToNeighbours(float[][] weights, double blending)
    {
        const float keep = 0.989f; // one-pole smoother of 90 s, run both ways
        var lent = new float[weights.Length][];
        for (var s = 0; s < weights.Length; s++)
        {
            var smooth = lent[s] = (float[])weights[s].Clone();
            for (var t = 1; t < smooth.Length; t++) smooth[t] = keep * smooth[t - 1] + (1 - keep) * smooth[t];
            for (var t = smooth.Length - 2; t >= 0; t--) smooth[t] = keep * smooth[t + 1] + (1 - keep) * smooth[t];
        }
        // Muscles and eyes of wakefulness do not seep into sleep: what wake would lend or borrow goes to the stage that is there.
        var wake = (int)SleepStage.W;
        for (var t = 0; t < weights[wake].Length; t++)
        {
            var amount = blending * (1 - weights[wake][t]) * (1 - lent[wake][t]);
            var asleep = Math.Max(1e-6, 1 - lent[wake][t]);
            for (var s = 0; s < weights.Length; s++)
                if (s != wake) weights[s][t] += (float)(amount * (lent[s][t] / asleep * (1 - weights[wake][t]) - weights[s][t]));
        }
    }
}
