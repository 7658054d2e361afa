using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace SleepVLM.Benchmarks.RuleStager;

/// <summary>Multinomial logistic regression with a ridge, by L-BFGS.</summary>
public static class LogisticFit
{
    private const int Steps = 300, Memory = 10;

    /// <summary>Fits weights <c>[feature][class]</c> and biases <c>[class]</c>.</summary>
    /// <param name="rows">Features of each example, <c>[example][feature]</c>.</param>
    /// <param name="classes">Class of each example.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="ridge">Penalty on squared weights, in examples.</param>
    public static (double[][] Weights, double[] Bias) Fit(float[][] rows, int[] classes, int classCount, double ridge)
    {
        var features = rows[0].Length;
        var start = Vector<double>.Build.Dense((features + 1) * classCount);
        var objective = ObjectiveFunction.Gradient(at => Loss(at.AsArray(), rows, classes, classCount, ridge));
        var found = new LimitedMemoryBfgsMinimizer(1e-5, 1e-7, 1e-10, Memory, Steps) is var minimizer ? Minimize(minimizer, objective, start) : start;
        double[] Row(int feature) => [.. Enumerable.Range(0, classCount).Select(k => found[feature * classCount + k])];
        return ([.. Enumerable.Range(0, features).Select(Row)], Row(features));
    }

    private static Vector<double> Minimize(LimitedMemoryBfgsMinimizer minimizer, IObjectiveFunction objective, Vector<double> start)
    {
        try { return minimizer.FindMinimum(objective, start).MinimizingPoint; }
        catch (MaximumIterationsException) { return objective.Point; } // flat ground: the last point is as good as the next
    }

    private static (double, Vector<double>) Loss(double[] at, float[][] rows, int[] classes, int classCount, double ridge)
    {
        var (features, gate) = (rows[0].Length, new object());
        var (loss, gradient) = (0.0, new double[at.Length]);
        Parallel.For(0, rows.Length, () => (Loss: 0.0, Gradient: new double[at.Length], Points: new double[classCount]), (i, _, local) =>
        {
            var (row, points) = (rows[i], local.Points);
            Array.Copy(at, features * classCount, points, 0, classCount);
            for (var f = 0; f < features; f++)
                if (row[f] != 0)
                    for (var k = 0; k < classCount; k++) points[k] += row[f] * at[f * classCount + k];
            var highest = points.Max();
            var sum = points.Sum(value => Math.Exp(value - highest));
            local.Loss += Math.Log(sum) + highest - points[classes[i]];
            for (var k = 0; k < classCount; k++) points[k] = Math.Exp(points[k] - highest) / sum - (k == classes[i] ? 1 : 0);
            for (var f = 0; f < features; f++)
                if (row[f] != 0)
                    for (var k = 0; k < classCount; k++) local.Gradient[f * classCount + k] += row[f] * points[k];
            for (var k = 0; k < classCount; k++) local.Gradient[features * classCount + k] += points[k];
            return local;
        }, local =>
        {
            lock (gate)
            {
                loss += local.Loss;
                for (var j = 0; j < gradient.Length; j++) gradient[j] += local.Gradient[j];
            }
        });
        for (var j = 0; j < features * classCount; j++) (loss, gradient[j]) = (loss + ridge * at[j] * at[j], gradient[j] + 2 * ridge * at[j]);
        return (loss, Vector<double>.Build.Dense(gradient));
    }
}
