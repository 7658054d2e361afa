using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Weights;
using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Packing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>Packed 4-bit layers: against AutoRound's own numbers, and against the definition for every way they are computed.</summary>
public sealed class PackedLinearTests
{
    [Fact]
    public void Forward_AutoRoundsLayer_GivesItsWeightsAndOutputs()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var golden = GoldenQwen.Read("w4a16.json");
        using var layer = new PackedLinear(256, 64, new Parameter(tensor(GoldenQwen.Floats(golden.GetProperty("bias_fp16")))), new PackedFormat(128, 1), CPU);
        Set(layer, "qweight", tensor(GoldenQwen.Numbers(golden.GetProperty("qweight")), [32, 64]));
        Set(layer, "qzeros", tensor(GoldenQwen.Numbers(golden.GetProperty("qzeros")), [2, 8]));
        Set(layer, "scales", tensor(GoldenQwen.Floats(golden.GetProperty("scales")), [2, 64]));
        var weights = layer.Tile(0, 64, ScalarType.Float32).t().contiguous();
        var values = GoldenQwen.Values(weights);
        GoldenQwen.AssertClose(GoldenQwen.Doubles(golden.GetProperty("dequant_row0_first32")), values[..32], 1e-9, "row 0");
        GoldenQwen.AssertSampled(golden.GetProperty("dequant_sampled"), values, 256, 1e-9, "sampled");
        Assert.Equal(golden.GetProperty("dequant_stats").GetProperty("l2").GetDouble(), Math.Sqrt(values.Sum(v => v * v)), 1e-6);

        var seed = GoldenFormula.Fnv1a32("w4a16.demo.x");
        var x = tensor(Enumerable.Range(0, 512).Select(i => (float)GoldenFormula.Random(seed, i)).ToArray(), [2, 256]);
        var expected = GoldenQwen.Doubles(golden.GetProperty("y"));
        GoldenQwen.AssertClose(expected, GoldenQwen.Values(layer.call(x)), 1e-5, "few rows");
        GoldenQwen.AssertClose(expected, GoldenQwen.Values(layer.call(cat([x, x, x, x], 0)))[..128], 1e-5, "tiles");
    }

    [Fact]
    public void Logits_OfThePackedCheckpoint_EqualTheReference()
    {
        using var scope = NewDisposeScope();
        using var model = GoldenQwen.Load(GoldenQwen.PackedFolder);
        var golden = GoldenQwen.Read("ckpt/expected.json").GetProperty("tiny_w4a16_autoround");
        Assert.Equal(golden.GetProperty("n_quantised").GetInt32(), model.modules().OfType<PackedLinear>().Count());
        GoldenQwen.AssertClose(GoldenQwen.Doubles(golden.GetProperty("logits_last")), LoraGoldenTests.LastLogits(model), 2e-4);
        Assert.Equal(572_992, TensorPlan.ParameterCount(model.Config));
    }

    [Theory]
    [InlineData(64, 32, 32, 1)]
    [InlineData(128, 24, 64, 1)]
    [InlineData(256, 520, 128, 0)]
    [InlineData(512, 1208, 0, 1)]
    [InlineData(2048, 256, 128, 1)]
    public void Forward_RandomAsymmetricLayer_IsTheDefinitionHoweverItIsComputed(int inputs, int outputs, int groupSize, int zeroOffset)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var (layer, weights) = Random(inputs, outputs, groupSize, zeroOffset, shuffledGroups: false);
        AssertMultiplies(layer, weights, inputs, outputs);
        layer.Dispose();
    }

    [Fact]
    public void Forward_GroupsInTheOrderOfActivations_FollowTheirIndex()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var (layer, weights) = Random(256, 48, 64, 1, shuffledGroups: true);
        AssertMultiplies(layer, weights, 256, 48);
        layer.Dispose();
    }

    [Fact]
    public void Forward_Recorded_GivesTheGradientOfItsInput()
    {
        using var scope = NewDisposeScope();
        var (layer, weights) = Random(64, 32, 32, 1, shuffledGroups: false);
        var x = ones([1, 64]).requires_grad_();
        layer.call(x).sum().backward();
        GoldenQwen.AssertClose([.. Enumerable.Range(0, 64).Select(i => Enumerable.Range(0, 32).Sum(o => (double)weights[o, i]))], GoldenQwen.Values(x.grad!), 1e-4);
        layer.Dispose();
    }

    private static void AssertMultiplies(PackedLinear layer, float[,] weights, int inputs, int outputs)
    {
        var random = new Random(5);
        var x = new float[7 * inputs];
        for (var i = 0; i < x.Length; i++) x[i] = (random.NextSingle() * 2) - 1;
        var expected = new double[7 * outputs];
        for (var row = 0; row < 7; row++)
            for (var o = 0; o < outputs; o++)
                for (var i = 0; i < inputs; i++) expected[(row * outputs) + o] += (double)x[(row * inputs) + i] * weights[o, i];
        var all = tensor(x, [7, inputs]);
        foreach (var rows in new[] { 1, 3, 7 })
            GoldenQwen.AssertClose(expected[..(rows * outputs)], GoldenQwen.Values(layer.call(all.narrow(0, 0, rows))), 2e-4 * Math.Sqrt(inputs), $"{rows} rows");
        GoldenQwen.AssertClose(expected, GoldenQwen.Values(layer.call(all.to(ScalarType.Float64))), 2e-5 * Math.Sqrt(inputs), "float64");
        GoldenQwen.AssertClose(expected, GoldenQwen.Values(layer.call(all.to(ScalarType.BFloat16))), 0.05 * Math.Sqrt(inputs), "bfloat16");
    }

    private static (PackedLinear Layer, float[,] Weights) Random(int inputs, int outputs, int groupSize, int zeroOffset, bool shuffledGroups)
    {
        var random = new Random(inputs + outputs);
        var (format, width) = (new PackedFormat(groupSize, zeroOffset), groupSize == 0 ? inputs : groupSize);
        var groups = inputs / width;
        var (words, zeros, scales) = (new int[inputs / 8 * outputs], new int[groups * outputs / 8], new float[groups * outputs]);
        for (var i = 0; i < words.Length; i++) words[i] = random.Next(int.MinValue, int.MaxValue);
        for (var i = 0; i < zeros.Length; i++) zeros[i] = random.Next(int.MinValue, int.MaxValue);
        for (var i = 0; i < scales.Length; i++) scales[i] = (random.NextSingle() - 0.5f) / 8;
        int[] group = [.. Enumerable.Range(0, inputs).Select(i => i / width)];
        if (shuffledGroups) random.Shuffle(group);

        var layer = new PackedLinear(inputs, outputs, null, format, CPU, shuffledGroups);
        Set(layer, "qweight", tensor(words, [inputs / 8, outputs]));
        Set(layer, "qzeros", tensor(zeros, [groups, outputs / 8]));
        Set(layer, "scales", tensor(scales, [groups, outputs]));
        if (shuffledGroups) Set(layer, "g_idx", tensor(group));
        var weights = new float[outputs, inputs];
        for (var o = 0; o < outputs; o++)
            for (var i = 0; i < inputs; i++)
            {
                var level = (words[(i / 8 * outputs) + o] >> (4 * (i % 8))) & 15;
                var zero = ((zeros[(group[i] * outputs / 8) + (o / 8)] >> (4 * (o % 8))) & 15) + zeroOffset;
                weights[o, i] = scales[(group[i] * outputs) + o] * (level - zero);
            }

        return (layer, weights);
    }

    private static void Set(PackedLinear layer, string buffer, Tensor values) => layer.get_buffer(buffer)!.copy_(values);
}
