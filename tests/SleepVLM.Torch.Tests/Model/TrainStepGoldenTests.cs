using System.Text.Json;
using SleepVLM.Torch.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>One training step of every weight against the reference: loss, all gradients, clipping, AdamW.</summary>
public sealed class TrainStepGoldenTests
{
    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void Step_AllWeights_GivesTheReferencesLossGradientsAndWeights(string section)
    {
        using var scope = NewDisposeScope();
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, GoldenQwen.Dtype(section));
        var golden = GoldenQwen.Read("train_step.json").GetProperty(section);
        var (lossTolerance, normTolerance) = section == "float64" ? (1e-9, 1e-9) : (1e-5, 1e-4);
        Assert.Equal(golden.GetProperty("loss_answer_plus_im_end").GetDouble(), Loss(model, withTurnEnd: true).to(ScalarType.Float64).item<double>(), lossTolerance);
        var loss = Loss(model, withTurnEnd: false);
        Assert.Equal(golden.GetProperty("loss_answer_only").GetDouble(), loss.to(ScalarType.Float64).item<double>(), lossTolerance);
        loss.backward();

        var squares = new Dictionary<string, double>();
        foreach (var (name, parameter) in model.named_parameters()) squares[name] = AssertGradient(golden.GetProperty("grads").GetProperty(name), parameter.grad!, name, normTolerance);
        Assert.Equal(92, squares.Count);
        foreach (var group in golden.GetProperty("grad_l2_by_group").EnumerateObject())
            AssertRelative(group.Value.GetDouble(), Math.Sqrt(squares.Where(entry => IsIn(entry.Key, group.Name)).Sum(entry => entry.Value)), normTolerance, group.Name);

        AssertRelative(golden.GetProperty("grad_l2_total").GetDouble(), nn.utils.clip_grad_norm_(model.parameters(), 1.0), normTolerance, "total");
        Step(model);
        Assert.Equal(golden.GetProperty("loss_after_one_clipped_adamw_step").GetDouble(), Loss(model, withTurnEnd: false).to(ScalarType.Float64).item<double>(), 10 * lossTolerance);
        foreach (var entry in golden.GetProperty("params_after_step_first4").EnumerateObject())
            GoldenQwen.AssertClose(GoldenQwen.Doubles(entry.Value), GoldenQwen.Values(model.get_parameter(entry.Name)!)[..4], section == "float64" ? 1e-9 : 2e-6, entry.Name);
    }

    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void Loss_RightPaddedBatch_IsTheReferences(string section)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, GoldenQwen.Dtype(section));
        var golden = GoldenQwen.Read("train_step.json").GetProperty(section).GetProperty("batch2_right_padded");
        var second = GoldenQwen.Numbers(golden.GetProperty("answer_row1"));
        var run = new GoldenRun(
            model, [([.. GoldenQwen.PromptIds, .. GoldenQwen.AnswerIds, 505, 10], [0, 1, 2]), ([.. GoldenQwen.OneImagePromptIds, .. second, 505, 10], [1])], padLeft: false);
        var logits = run.Logits();
        var (first, other) = (logits.select(0, 0), logits.select(0, 1));
        var rows = cat(
            [first.narrow(0, GoldenQwen.PromptIds.Length - 1, GoldenQwen.AnswerIds.Length), other.narrow(0, GoldenQwen.OneImagePromptIds.Length - 1, second.Length)], 0);
        int[] targets = [.. GoldenQwen.AnswerIds, .. second];
        Assert.Equal(golden.GetProperty("supervised_tokens").GetInt32(), targets.Length);
        Assert.Equal(golden.GetProperty("loss").GetDouble(), CrossEntropy(rows, targets).to(ScalarType.Float64).item<double>(), GoldenQwen.Tolerance(section, 1e-5));
    }

    /// <summary>Mean cross entropy of the reference's answer behind its prompt.</summary>
    internal static Tensor Loss(Qwen25Vl model, bool withTurnEnd)
    {
        int[] targets = withTurnEnd ? [.. GoldenQwen.AnswerIds, 505] : GoldenQwen.AnswerIds;
        var run = new GoldenRun(model, [([.. GoldenQwen.PromptIds, .. GoldenQwen.AnswerIds, 505, 10], [0, 1, 2])]);
        return CrossEntropy(run.Logits().select(0, 0).narrow(0, GoldenQwen.PromptIds.Length - 1, targets.Length), targets);
    }

    /// <summary>Checks norm, sum and first elements; returns the square of the norm.</summary>
    internal static double AssertGradient(JsonElement golden, Tensor gradient, string name, double tolerance)
    {
        var values = GoldenQwen.Values(gradient);
        var norm = Math.Sqrt(values.Sum(value => value * value));
        Assert.Equal(golden.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), gradient.shape);
        AssertRelative(golden.GetProperty("l2").GetDouble(), norm, tolerance, name);
        var first = GoldenQwen.Doubles(golden.TryGetProperty("first4", out var four) ? four : golden.GetProperty("first2"));
        GoldenQwen.AssertClose(first, values[..first.Length], tolerance * Math.Max(norm, 1e-3), name);
        if (golden.TryGetProperty("sum", out var sum)) Assert.Equal(sum.GetDouble(), values.Sum(), tolerance * Math.Max(1, norm) * Math.Sqrt(values.Length));
        return norm * norm;
    }

    internal static void AssertRelative(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), 1e-3), $"{what}: expected {expected}, got {actual}");

    private static Tensor CrossEntropy(Tensor logits, int[] targets) =>
        -logits.log_softmax(-1).gather(1, tensor(Array.ConvertAll(targets, id => (long)id)).unsqueeze(1)).mean();

    private static void Step(Qwen25Vl model)
    {
        var groups = model.parameters().GroupBy(parameter => parameter.dim() >= 2);
        using var optimizer = optim.AdamW(
            groups.Select(group => new AdamW.ParamGroup(group, new AdamW.Options { weight_decay = group.Key ? 0.1 : 0 })), 1e-3, 0.9, 0.95, 1e-8);
        optimizer.step();
    }

    private static bool IsIn(string name, string group) => group.StartsWith("embed", StringComparison.Ordinal)
        ? name.EndsWith("embed_tokens.weight", StringComparison.Ordinal)
        : name.StartsWith(group + ".", StringComparison.Ordinal);
}
