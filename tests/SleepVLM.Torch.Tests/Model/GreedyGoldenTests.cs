using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>Generation with a cache, token for token against the reference, in both precisions.</summary>
public sealed class GreedyGoldenTests
{
    private const int Steps = 8;

    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void Decode_Greedy_GivesTheReferencesTokensLogitsAndMargins(string section)
    {
        using var scope = NewDisposeScope();
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, GoldenQwen.Dtype(section));
        var run = new GoldenRun(model, [(GoldenQwen.PromptIds, [0, 1, 2])]);
        var (tokens, logits) = Generate(model, run, rows: 1, penalty: null);
        var expected = GoldenQwen.Read("forward.json").GetProperty(section);
        Assert.Equal(GoldenQwen.Numbers(expected.GetProperty("greedy8")), tokens[0]);
        var step = 0;
        foreach (var golden in expected.GetProperty("greedy8_steps").EnumerateArray())
        {
            var row = logits[step][0];
            var best = GoldenQwen.Numbers(golden.GetProperty("top5_ids"));
            Assert.Equal(best, Enumerable.Range(0, row.Length).OrderByDescending(i => row[i]).Take(5));
            GoldenQwen.AssertClose(GoldenQwen.Doubles(golden.GetProperty("top5_logits")), [.. best.Select(i => row[i])], GoldenQwen.Tolerance(section, 2e-4), $"step {step}");
            if (step > 0) Assert.Equal(golden.GetProperty("position_id_of_input_token").GetInt32(), run.NextPosition(0) + step - 1);
            step++;
        }

        Assert.Equal(Steps, step);
        AssertMargins(expected.GetProperty("greedy8_top1_minus_top2"), logits, GoldenQwen.Tolerance(section, 4e-4));
    }

    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void Decode_WithRepetitionPenalty_GivesTheReferencesTokens(string section)
    {
        using var scope = NewDisposeScope();
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, GoldenQwen.Dtype(section));
        var run = new GoldenRun(model, [(GoldenQwen.PromptIds, [0, 1, 2])]);
        var (tokens, logits) = Generate(model, run, rows: 1, new RepetitionPenalty(1.05f, GoldenQwen.PromptIds, model.Config.VocabSize));
        var expected = GoldenQwen.Read("forward.json").GetProperty(section);
        Assert.Equal(GoldenQwen.Numbers(expected.GetProperty("greedy8_repetition_penalty_1.05")), tokens[0]);
        AssertMargins(expected.GetProperty("greedy8_rp_margins"), logits, 4e-4);
    }

    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void Decode_LeftPaddedBatch_GivesEachSequenceWhatItGetsAlone(string section)
    {
        using var scope = NewDisposeScope();
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, GoldenQwen.Dtype(section));
        var run = new GoldenRun(model, [(GoldenQwen.PromptIds, [0, 1, 2]), (GoldenQwen.OneImagePromptIds, [1])]);
        var (tokens, logits) = Generate(model, run, rows: 2, penalty: null);
        var expected = GoldenQwen.Read("forward.json").GetProperty(section).GetProperty("batch_left_padded");
        var tolerance = GoldenQwen.Tolerance(section, 2e-4);
        for (var row = 0; row < 2; row++)
        {
            GoldenQwen.AssertClose(GoldenQwen.Doubles(expected.GetProperty($"logits_last_row{row}")), logits[0][row], tolerance, $"row {row}");
            Assert.Equal(GoldenQwen.Numbers(expected.GetProperty("greedy8")[row]), tokens[row]);
        }

        AssertMargins(expected.GetProperty("margins"), logits, 2 * tolerance);
        var alone = Generate(model, new GoldenRun(model, [(GoldenQwen.OneImagePromptIds, [1])]), rows: 1, penalty: null);
        GoldenQwen.AssertClose(alone.Logits[0][0], logits[0][1], tolerance, "padded or not");
    }

    [Theory]
    [InlineData(1.5f, new[] { 0.5f, -1f, 2f }, new[] { 0.5f / 1.5f, -1f, 2f / 1.5f })]
    [InlineData(2f, new[] { -1f, 3f, 0f }, new[] { -2f, 3f, 0f })]
    public void Apply_SeenTokens_AreDividedOrMultiplied(float penalty, float[] logits, float[] expected)
    {
        var repetition = new RepetitionPenalty(penalty, [0, 99], logits.Length);
        repetition.Note(2);
        repetition.Apply(logits);
        Assert.Equal(expected, logits);
    }

    // What decided each step, penalty included: logits[step][row].
    private static (List<int>[] Tokens, List<double[][]> Logits) Generate(Qwen25Vl model, GoldenRun run, int rows, RepetitionPenalty? penalty)
    {
        using var noGradients = no_grad();
        using var cache = new KeyValueCache(model.Config, rows, GoldenQwen.PromptIds.Length + Steps, model.Dtype, CPU);
        var tokens = Enumerable.Range(0, rows).Select(_ => new List<int>()).ToArray();
        var logits = new List<double[][]>();
        var next = run.Logits(cache).select(1, -1);
        for (var step = 0; step < Steps; step++)
        {
            var values = GoldenQwen.Values(next).Chunk(model.Config.VocabSize).ToArray();
            if (penalty is not null) values[0] = Penalized(penalty, values[0]);
            logits.Add(values);
            for (var row = 0; row < rows; row++) tokens[row].Add(Array.IndexOf(values[row], values[row].Max()));
            penalty?.Note(tokens[0][^1]);
            if (step < Steps - 1) next = run.Next([.. tokens.Select(row => row[^1])], step, cache);
        }

        return (tokens, logits);
    }

    private static double[] Penalized(RepetitionPenalty penalty, double[] logits)
    {
        var singles = Array.ConvertAll(logits, value => (float)value);
        penalty.Apply(singles);
        return Array.ConvertAll(singles, value => (double)value);
    }

    private static void AssertMargins(System.Text.Json.JsonElement expected, List<double[][]> logits, double tolerance)
    {
        for (var step = 0; step < Steps; step++)
            GoldenQwen.AssertClose(
                GoldenQwen.Doubles(expected[step]), [.. logits[step].Select(row => row.OrderDescending().First() - row.OrderDescending().ElementAt(1))], tolerance, $"margin of step {step}");
    }
}
