using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.RuleStaging;

namespace SleepVLM.Engine.Staging;

/// <summary>Weighs what each window says against the course of the night: sleep stages last, and some hardly ever follow each other.</summary>
/// <remarks>
/// A hidden Markov chain over the five stages; the odds of one stage after another are those of the rule stager (<c>stage-weights.json</c>), the evidence
/// of an epoch is the model's hypnodensity. The forward-backward algorithm (Baum et al. 1970) gives the probability of each stage in each epoch, given all windows.
/// </remarks>
public static class NightContext
{
    /// <summary>Share of a window's evidence that counts: every picture is seen in three windows, and must not count three times (chosen on simulated nights).</summary>
    public const double EvidenceShare = 0.7;

    /// <summary>Epochs to either side of those asked for that are looked at, 20 minutes: farther ones no longer matter.</summary>
    public const int ReachEpochs = 40;

    private const int Stages = 5;

    // No window can rule a stage out for good.
    private const double Floor = 1e-6;

    /// <summary>Probabilities by the whole course.</summary>
    /// <param name="windows">Hypnodensities of consecutive epochs by their windows alone; null where an epoch has none.</param>
    /// <returns>One for each epoch, those without a window included.</returns>
    public static Hypnodensity[] Weigh(IReadOnlyList<Hypnodensity?> windows)
    {
        if (windows.Count == 0) return [];
        var weights = StageWeights.Default;
        var forward = new double[windows.Count][];
        forward[0] = Normalized(Product(weights.Shares, Evidence(windows[0])));
        for (var t = 1; t < windows.Count; t++)
            forward[t] = Normalized(Product(Predicted(forward[t - 1], weights.Transitions), Evidence(windows[t])));

        var weighed = new Hypnodensity[windows.Count];
        double[] later = [1, 1, 1, 1, 1];
        for (var t = windows.Count - 1; t >= 0; t--)
        {
            var all = Normalized(Product(forward[t], later));
            weighed[t] = Hypnodensity.FromValues(Array.ConvertAll(all, value => (float)value));
            later = Normalized(Expected(Product(later, Evidence(windows[t])), weights.Transitions));
        }

        return weighed;
    }

    private static double[] Evidence(Hypnodensity? window)
    {
        double[] evidence = [1, 1, 1, 1, 1];
        if (window is not { } density) return evidence;
        for (var stage = 0; stage < Stages; stage++) evidence[stage] = Math.Pow(density[(SleepStage)stage] + Floor, EvidenceShare);
        return evidence;
    }

    private static double[] Predicted(double[] from, double[][] transitions)
    {
        var to = new double[Stages];
        for (var i = 0; i < Stages; i++)
            for (var j = 0; j < Stages; j++) to[j] += from[i] * transitions[i][j];
        return to;
    }

    private static double[] Expected(double[] to, double[][] transitions)
    {
        var from = new double[Stages];
        for (var i = 0; i < Stages; i++)
            for (var j = 0; j < Stages; j++) from[i] += transitions[i][j] * to[j];
        return from;
    }

    private static double[] Product(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x * y)];

    private static double[] Normalized(double[] values)
    {
        var sum = values.Sum();
        return Array.ConvertAll(values, value => value / sum);
    }
}
