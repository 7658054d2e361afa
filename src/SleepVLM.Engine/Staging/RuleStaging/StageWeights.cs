using System.Security.Cryptography;
using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Staging.RuleStaging;

/// <summary>How much each sign speaks for each stage, and how stages follow each other (source and fit: <c>stage-weights.json</c>).</summary>
internal sealed class StageWeights
{
    /// <summary>Stages, in the order of <see cref="SleepStage"/>.</summary>
    public const int StageCount = 5;

    /// <summary>Scales from its centre beyond which a sign says no more: what was never met in the fit must not outweigh everything else.</summary>
    private const double MostScales = 4;

    private static readonly int SignCount = Enum.GetValues<StageSign>().Length;
    private static readonly Lazy<StageWeights> Shipped = new(() => Read(ReadResource()));

    /// <param name="centres">Value of each sign that speaks for no stage.</param>
    /// <param name="scales">What a sign is divided by.</param>
    /// <param name="points">Log-odds of a scaled sign, <c>[sign][stage]</c>.</param>
    /// <param name="bias">Log-odds of an epoch of which nothing is known, <c>[stage]</c>.</param>
    /// <param name="shares">Share of each stage in the nights of the fit, <c>[stage]</c>.</param>
    /// <param name="transitions">Probability of a stage after another, <c>[from][to]</c>.</param>
    public StageWeights(double[] centres, double[] scales, double[][] points, double[] bias, double[] shares, double[][] transitions)
    {
        (Centres, Scales, Points, Bias, Shares, Transitions) = (centres, scales, points, bias, shares, transitions);
        Sha256 = "";
    }

    /// <summary>The weights that come with the program.</summary>
    public static StageWeights Default => Shipped.Value;

    public double[] Centres { get; }
    public double[] Scales { get; }
    public double[][] Points { get; }
    public double[] Bias { get; }
    public double[] Shares { get; }
    public double[][] Transitions { get; }

    /// <summary>SHA-256 of the file they were read from, hexadecimal; empty for weights made in memory.</summary>
    public string Sha256 { get; private init; }

    /// <summary>What a sign adds to a stage's log-odds; 0 where it was not assessed.</summary>
    public double PointsOf(StageSign sign, double value, SleepStage stage) =>
        double.IsNaN(value) ? 0 : Points[(int)sign][(int)stage] * Scaled(sign, value);

    /// <summary>A sign in scales from its centre.</summary>
    public double Scaled(StageSign sign, double value) => Math.Clamp((value - Centres[(int)sign]) / Scales[(int)sign], -MostScales, MostScales);

    /// <summary>Logarithm of the probability of each stage by the signs of one epoch alone, less that of the stage's share: what the epoch itself says.</summary>
    public double[] Evidence(double[] signs)
    {
        var points = (double[])Bias.Clone();
        for (var sign = 0; sign < SignCount; sign++)
            for (var stage = 0; stage < StageCount; stage++) points[stage] += PointsOf((StageSign)sign, signs[sign], (SleepStage)stage);
        var highest = points.Max();
        var sum = Math.Log(points.Sum(value => Math.Exp(value - highest))) + highest;
        for (var stage = 0; stage < StageCount; stage++) points[stage] -= sum + Math.Log(Shares[stage]);
        return points;
    }

    public static StageWeights Read(byte[] file)
    {
        using var document = JsonDocument.Parse(file);
        var root = document.RootElement;
        var (centres, scales, points) = (new double[SignCount], new double[SignCount], new double[SignCount][]);
        foreach (var sign in Enum.GetValues<StageSign>())
        {
            var entry = root.GetProperty("signs").GetProperty(sign.ToString());
            centres[(int)sign] = entry.GetProperty("centre").GetDouble();
            scales[(int)sign] = entry.GetProperty("scale").GetDouble();
            points[(int)sign] = ByStage(entry.GetProperty("log_odds"));
        }

        return new StageWeights(centres, scales, points, ByStage(root.GetProperty("bias")), ByStage(root.GetProperty("shares")),
            [.. Enum.GetValues<SleepStage>().Select(from => ByStage(root.GetProperty("transitions").GetProperty(from.ToString())))])
        { Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)) };
    }

    private static double[] ByStage(JsonElement values) => [.. values.EnumerateArray().Select(value => value.GetDouble())];

    private static byte[] ReadResource()
    {
        using var stream = typeof(StageWeights).Assembly.GetManifestResourceStream("SleepVLM.Engine.Staging.RuleStaging.stage-weights.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
