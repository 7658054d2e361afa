using System.Text.Json;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>The forward pass against numbers of the reference implementation on the same tiny checkpoint, in both precisions.</summary>
public sealed class Qwen25VlGoldenTests
{
    [Theory]
    [InlineData("float32", false)]
    [InlineData("float64", false)]
    [InlineData("float32", true)]
    [InlineData("float64", true)]
    public void EncodeImages_ThreePictures_EqualsReference(string section, bool settled)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, GoldenQwen.Dtype(section));
        if (settled) model.Settle();
        var (pixels, grids) = GoldenQwen.Pictures([0, 1, 2], model.Config.Vision);
        var output = model.EncodeImages(new(pixels), grids);
        var expected = GoldenQwen.Read("forward.json").GetProperty(section).GetProperty("vision_output");
        GoldenQwen.AssertDescribes(expected, output, GoldenQwen.Tolerance(section, 2e-5), "vision");
        GoldenQwen.AssertClose(GoldenQwen.Doubles(expected.GetProperty("row_l2")), GoldenQwen.Values((output * output).sum(1).sqrt()), GoldenQwen.Tolerance(section, 1e-4), "row l2");

        var (alone, grid) = GoldenQwen.Pictures([1], model.Config.Vision);
        GoldenQwen.AssertClose(GoldenQwen.Values(output.narrow(0, 128, 128)), GoldenQwen.Values(model.EncodeImages(new(alone), grid)), GoldenQwen.Tolerance(section, 2e-5), "picture alone");
    }

    [Theory]
    [InlineData("float32", false)]
    [InlineData("float64", false)]
    [InlineData("float32", true)]
    [InlineData("float64", true)]
    public void Logits_EveryPosition_EqualReference(string section, bool settled)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, GoldenQwen.Dtype(section));
        if (settled) model.Settle();
        var seen = Watch(model);
        var logits = new GoldenRun(model, [(GoldenQwen.PromptIds, [0, 1, 2])]).Logits().select(0, 0);
        var expected = GoldenQwen.Read("forward.json").GetProperty(section);
        var tolerance = GoldenQwen.Tolerance(section, 2e-4);
        foreach (var entry in expected.GetProperty("intermediate").EnumerateObject())
            GoldenQwen.AssertDescribes(entry.Value, seen[entry.Name], GoldenQwen.Tolerance(section, 5e-5), entry.Name);

        var values = GoldenQwen.Values(logits);
        var vocabulary = model.Config.VocabSize;
        GoldenQwen.AssertClose(GoldenQwen.Doubles(expected.GetProperty("logits_last")), values[^vocabulary..], tolerance, "last");
        GoldenQwen.AssertSampled(expected.GetProperty("logits_sampled"), values, vocabulary, tolerance, "sampled");
        Assert.Equal(GoldenQwen.Numbers(expected.GetProperty("argmax_every_position")), logits.argmax(-1).data<long>().Select(id => (int)id));
        GoldenQwen.AssertClose(GoldenQwen.Doubles(expected.GetProperty("logsumexp_every_position")), [.. values.Chunk(vocabulary).Select(LogSumExp)], tolerance, "logsumexp");
    }

    [Fact]
    public void Logits_OldKeysInBFloat16ComputedInSingle_EqualReference()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var model = GoldenQwen.Load(GoldenQwen.OldKeysFolder);
        var expected = GoldenQwen.Read("ckpt/expected.json").GetProperty("tiny_bf16_old_keys").GetProperty("logits_last");
        GoldenQwen.AssertClose(GoldenQwen.Doubles(expected), GoldenQwen.Values(Last(model)), 2e-4);
    }

    [Fact]
    public void Logits_EverythingInBFloat16_StayWithinTheReferencesOwnError()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, ScalarType.BFloat16);
        var golden = GoldenQwen.Read("bf16.json");
        var single = GoldenQwen.Doubles(GoldenQwen.Read("forward.json").GetProperty("float32").GetProperty("logits_last"));
        var logits = GoldenQwen.Values(Last(model));
        var errors = single.Zip(logits, (a, b) => a - b).ToArray();
        Assert.True(errors.Max(Math.Abs) <= 1.5 * golden.GetProperty("max_abs_diff_to_f32").GetDouble(), $"largest error {errors.Max(Math.Abs)}");
        Assert.True(Math.Sqrt(errors.Average(e => e * e)) <= 1.2 * golden.GetProperty("rms_diff").GetDouble(), $"rms error {Math.Sqrt(errors.Average(e => e * e))}");
        Assert.Equal(Array.IndexOf(single, single.Max()), Array.IndexOf(logits, logits.Max()));
    }

    [Theory]
    [InlineData(1024, 131_072, "layers.")]
    [InlineData(2, 131_072, "gate_proj.weight")]
    public void Load_ConfigurationFarLargerThanTheFiles_IsRefusedBeforeMemoryIsClaimed(int layers, int width, string tensor)
    {
        var config = Qwen25VlConfig.Read(GoldenQwen.ShardedFolder) with { NumHiddenLayers = layers, IntermediateSize = width };
        var error = Assert.Throws<WeightFormatException>(() => ModelFiles.Load(GoldenQwen.ShardedFolder, config, CPU));
        Assert.Contains(tensor, error.Message, StringComparison.Ordinal);
    }

    private static Tensor Last(Qwen25Vl model) => new GoldenRun(model, [(GoldenQwen.PromptIds, [0, 1, 2])]).Logits().select(0, 0)[-1];

    private static double LogSumExp(double[] logits)
    {
        var most = logits.Max();
        return most + Math.Log(logits.Sum(value => Math.Exp(value - most)));
    }

    // Outputs of the layers by the golden file's names.
    private static Dictionary<string, Tensor> Watch(Qwen25Vl model)
    {
        var seen = new Dictionary<string, Tensor>();
        foreach (var (name, module) in model.named_modules())
        {
            var key = name.Replace("model.visual.blocks.", "vision.block", StringComparison.Ordinal).Replace("model.language_model.layers.", "lm.layer", StringComparison.Ordinal);
            if (module is VisionBlock block) block.register_forward_hook((_, _, _, y) => Keep(key, y));
            if (module is DecoderLayer layer) layer.register_forward_hook((_, _, _, y) => Keep(key, y.select(0, 0)));
            if (module is PatchMerger merger) merger.register_forward_hook((_, _, y) => Keep("vision.merger(window order)", y));
            if (module is PatchEmbed embed) embed.register_forward_hook((_, _, y) => Keep("vision.patch_embed", y));
            if (name == "model.language_model.norm") ((RmsNorm)module).register_forward_hook((_, _, y) => Keep("lm.norm", y.select(0, 0)));
        }

        return seen;

        Tensor Keep(string key, Tensor y)
        {
            seen[key] = y;
            return null!;
        }
    }
}
