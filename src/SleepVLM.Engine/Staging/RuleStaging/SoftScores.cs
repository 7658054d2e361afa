using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>Turns points into a hypnodensity: the stage decided by the context of the night stays the highest.</summary>
internal static class SoftScores
{
    /// <summary>Weight that the decision itself has over what the epoch alone says.</summary>
    private const double Decision = 1;

    public static Hypnodensity Of(SleepStage decided, EpochSigns epoch, StagePoints points)
    {
        Span<double> weights = stackalloc double[5];
        double wake = Logistic(points.Wake), deep = Logistic(points.Deep) * (1 - wake);
        var rem = (points.Rem is { } seen ? Logistic(seen - 1) : 0.15) * (1 - wake) * (1 - deep);
        var rest = Math.Max(0.02, 1 - wake - deep - rem);
        var marked = epoch.MarksFirstHalf > 0 ? 0.85 : epoch.Marks > 0 ? 0.7 : 0.45;
        (weights[0], weights[1], weights[2], weights[3], weights[4]) = (wake, rest * (1 - marked), rest * marked, deep, rem);

        var highest = 0.0;
        foreach (var weight in weights) highest = Math.Max(highest, weight);
        weights[(int)decided] = Math.Max(weights[(int)decided] + Decision * 0.3, highest + 0.05);
        Span<float> density = stackalloc float[5];
        var sum = 0.0;
        for (var i = 0; i < 5; i++) sum += weights[i] = Math.Max(weights[i], 0.005);
        for (var i = 0; i < 5; i++) density[i] = (float)(weights[i] / sum);
        return Hypnodensity.FromValues(density);
    }

    private static double Logistic(double points) => 1 / (1 + Math.Exp(-points));
}
