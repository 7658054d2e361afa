using System.Globalization;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Staging.RuleStaging;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Benchmarks.RuleStager;

/// <summary>Fits the rule stager's weights to simulated nights and writes them as the file it reads.</summary>
internal static class WeightFit
{
    private const double Ridge = 5;
    private static readonly StageSign[] Signs = Enum.GetValues<StageSign>();
    private static readonly SleepStage[] Stages = Enum.GetValues<SleepStage>();

    /// <summary>Every night counts twice: with all channels and with one of these sets in turn, so that no sign learns to lean on another's channel.</summary>
    private static readonly ChannelRole[][] Fewer = [[C4], [F4, C4, O2], [C4, LOC, ROC, Chin], [F4], [C4, LOC, ROC], [O2, Chin], [LOC, ROC, Chin]];

    public static void Run(string seeds, string path)
    {
        var examples = SimulatedCohort.Read(SimulatedCohort.Seeds(seeds), seed => [SimulatedCohort.Everything, Fewer[seed % Fewer.Length]], Examples.Of);
        File.WriteAllText(path, Write(Fit(examples), seeds));
    }

    /// <summary>Fits to the examples of many nights.</summary>
    public static StageWeights Fit(IReadOnlyList<Examples> nights)
    {
        var (centres, scales) = (new double[Signs.Length], new double[Signs.Length]);
        foreach (var sign in Signs) (centres[(int)sign], scales[(int)sign]) = Standard([.. nights.SelectMany(night => night.Values(sign))], sign);
        var scaling = new StageWeights(centres, scales, [], [], [], []);
        float[][] rows = [.. nights.SelectMany(night => night.Signs.Select(signs => Scaled(signs, scaling)))];
        int[] classes = [.. nights.SelectMany(night => night.Stages.Select(stage => (int)stage))];
        var (weights, bias) = LogisticFit.Fit(rows, classes, Stages.Length, Ridge);
        double[] shares = [.. Stages.Select(stage => classes.Count(one => one == (int)stage) / (double)classes.Length)];
        return new StageWeights(centres, scales, weights, bias, shares, Transitions(nights));
    }

    private static float[] Scaled(double[] signs, StageWeights scaling) =>
        [.. signs.Select((value, i) => double.IsNaN(value) ? 0 : (float)scaling.Scaled((StageSign)i, value))];

    /// <summary>Mean and standard deviation; signs that are there or not stay 0 or 1.</summary>
    private static (double Centre, double Scale) Standard(double[] values, StageSign sign)
    {
        if (sign is StageSign.EegPresent or StageSign.EyesPresent or StageSign.ChinPresent or StageSign.EyeMovementsOverLowTone or StageSign.EyeMovementsOverTone) return (0, 1);
        if (values.Length == 0) return (0, 1);
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }

    private static double[][] Transitions(IReadOnlyList<Examples> nights)
    {
        var counts = Stages.Select(_ => Stages.Select(_ => 1.0).ToArray()).ToArray();
        foreach (var night in nights)
            for (var i = 1; i < night.Stages.Count; i++) counts[(int)night.Stages[i - 1]][(int)night.Stages[i]]++;
        return [.. counts.Select(row => row.Select(count => count / row.Sum()).ToArray())];
    }

    internal static string Write(StageWeights weights, string seeds)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            {
              "source": "Multinomial logistic regression (ridge {{Ridge}}) of the stage on the signs of one epoch, over the simulated nights of seeds {{seeds}} with all channels and again with fewer; transitions counted in the same nights, whose stages follow real hypnograms (Simulation/stage-dynamics.json). Made by: dotnet run -c Release --project tests/SleepVLM.Benchmarks -- rule-stager fit {{seeds}} FILE",
              "stages": ["W", "N1", "N2", "N3", "R"],
              "shares": {{Row(weights.Shares, "0.0000")}},
              "bias": {{Row(weights.Bias, "0.000")}},
              "signs": {

            """);
        foreach (var sign in Signs)
            text.Append(CultureInfo.InvariantCulture,
                $$"""    "{{sign}}": { "centre": {{weights.Centres[(int)sign]:0.####}}, "scale": {{weights.Scales[(int)sign]:0.####}}, "log_odds": {{Row(weights.Points[(int)sign], "0.000")}} }{{(sign == Signs[^1] ? "" : ",")}}""").Append('\n');
        text.Append("  },\n  \"transitions\": {\n");
        foreach (var stage in Stages)
            text.Append(CultureInfo.InvariantCulture, $"    \"{stage}\": {Row(weights.Transitions[(int)stage], "0.0000")}{(stage == Stages[^1] ? "" : ",")}\n");
        return text.Append("  }\n}\n").ToString();
    }

    private static string Row(double[] values, string format) =>
        $"[{string.Join(", ", values.Select(value => value.ToString(format, CultureInfo.InvariantCulture)))}]";
}

/// <summary>Signs and stages of one night's epochs.</summary>
internal sealed record Examples(IReadOnlyList<double[]> Signs, IReadOnlyList<SleepStage> Stages)
{
    public static Examples Of(AnalysedNight night)
    {
        var signs = SignReader.Read(night.Analysis);
        int[] staged = [.. Enumerable.Range(0, signs.Length).Where(i => signs[i] is not null)];
        return new Examples([.. staged.Select(i => signs[i]!)], [.. staged.Select(i => night.Truth[i])]);
    }

    public IEnumerable<double> Values(StageSign sign) => Signs.Select(signs => signs[(int)sign]).Where(value => !double.IsNaN(value));
}
