using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>How likely each stage follows the epochs before it, learned from real hypnograms (source: <c>stage-dynamics.json</c>).</summary>
/// <remarks>A run's age, the time since the last REM period and the recent past all count: that gives real run lengths and cycles, which a Markov chain does not.</remarks>
internal sealed class StageDynamics
{
    private const int StageCount = 5;
    private const int RecentEpochs = 20;
    private static readonly Lazy<double[,][]> Coefficients = new(Load);

    // Differences between people, as shifts of each stage's log-odds; sizes chosen so that the stages' shares vary between simulated nights as between real ones.
    private static readonly double[] SubjectSd = [0.06, 0.25, 0.06, 0.15, 0.06];

    private readonly double[] _subjectShift = new double[StageCount];
    private readonly NoiseSource _noise;
    private readonly double _restlessness;

    /// <param name="noise">Of this night.</param>
    /// <param name="tendency">How the sleeper differs from the mean; null for not at all.</param>
    public StageDynamics(NoiseSource noise, StageTendency? tendency = null)
    {
        var (shift, restlessness) = tendency ?? StageTendency.Neutral;
        (_noise, _restlessness) = (noise, restlessness);
        for (var s = 0; s < StageCount; s++) _subjectShift[s] = shift[s] + noise.Gaussian(0, SubjectSd[s]);
    }

    /// <summary>Draws a whole night that begins awake.</summary>
    public SleepStage[] Draw(int epochCount)
    {
        var stages = new SleepStage[epochCount];
        var (run, cameFrom, sleepOnset, lastRem) = (1, SleepStage.W, -1, -1);
        Span<double> features = stackalloc double[15];
        for (var t = 0; t + 1 < epochCount; t++)
        {
            var stage = stages[t];
            if (t > 0 && stage == stages[t - 1]) run++;
            else if (t > 0) (cameFrom, run) = (stages[t - 1], 1);
            if (sleepOnset < 0 && stage != SleepStage.W) sleepOnset = lastRem = t;
            if (stage == SleepStage.R) lastRem = t;
            Describe(features, stages.AsSpan(0, t + 1), run, cameFrom, sleepOnset, lastRem);
            stages[t + 1] = Next(stage, features);
        }
        return stages;
    }

    private static void Describe(Span<double> x, ReadOnlySpan<SleepStage> past, int run, SleepStage cameFrom, int sleepOnset, int lastRem)
    {
        var now = past.Length - 1;
        var hours = sleepOnset < 0 ? 0 : Math.Min((now - sleepOnset) / 120.0, 9);
        var sinceRem = sleepOnset < 0 ? 0 : now - lastRem;
        var logRun = Math.Log2(run);
        var recent = past[Math.Max(0, past.Length - RecentEpochs)..];
        x[0] = 1;
        x[1] = logRun;
        x[2] = logRun * logRun / 10;
        x[3] = hours / 4;
        x[4] = sleepOnset < 0 ? 0 : Math.Exp(-hours / 1.5);
        x[5] = Math.Log2(1 + sinceRem) / 5;
        x[6] = Math.Min(sinceRem, 160) / 80.0;
        for (var s = 1; s < StageCount; s++) x[6 + s] = cameFrom == (SleepStage)s ? 1 : 0;
        x[11] = recent.Count(SleepStage.W) / (double)recent.Length;
        x[12] = recent.Count(SleepStage.N3) / (double)recent.Length;
        x[13] = recent.Count(SleepStage.R) / (double)recent.Length;
        x[14] = sleepOnset < 0 ? 1 : 0;
    }

    private SleepStage Next(SleepStage stage, ReadOnlySpan<double> features)
    {
        Span<double> weight = stackalloc double[StageCount];
        var sum = 0.0;
        for (var next = 0; next < StageCount; next++)
        {
            var score = _subjectShift[next] - ((int)stage == next ? _restlessness : 0);
            var row = Coefficients.Value[(int)stage, next];
            for (var i = 0; i < row.Length; i++) score += row[i] * features[i];
            sum += weight[next] = Math.Exp(score);
        }
        var pick = _noise.Uniform() * sum;
        for (var next = 0; next < StageCount - 1; next++)
            if ((pick -= weight[next]) < 0) return (SleepStage)next;
        return SleepStage.R;
    }

    private static double[,][] Load()
    {
        using var stream = typeof(StageDynamics).Assembly.GetManifestResourceStream("SleepVLM.Engine.Simulation.stage-dynamics.json")!;
        using var document = JsonDocument.Parse(stream);
        var table = new double[StageCount, StageCount][];
        foreach (var from in Enum.GetValues<SleepStage>())
            foreach (var to in Enum.GetValues<SleepStage>())
                table[(int)from, (int)to] = [.. document.RootElement.GetProperty("coefficients").GetProperty(from.ToString())
                    .GetProperty(to.ToString()).EnumerateArray().Select(value => value.GetDouble())];
        return table;
    }
}
