using System.Text.Json;
using SleepVLM.Testing;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Images;
using SleepVLM.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>Inputs and expected numbers of the tiny reference model (tests/golden/qwen).</summary>
internal static class GoldenQwen
{
    public static readonly string ShardedFolder = Repository.Golden("qwen/ckpt/tiny_f32_new_keys_sharded");
    public static readonly string OldKeysFolder = Repository.Golden("qwen/ckpt/tiny_bf16_old_keys");
    public static readonly string PackedFolder = Repository.Golden("qwen/ckpt/tiny_w4a16_autoround");
    public static readonly string AdapterFolder = Repository.Golden("qwen/ckpt/tiny_lora_phase2");

    public static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Repository.Golden("qwen/" + file))).RootElement;

    public static int[] PromptIds => Numbers(Read("inputs.json").GetProperty("prompt_ids"));

    public static int[] OneImagePromptIds => Numbers(Read("inputs.json").GetProperty("prompt_1img_ids"));

    public static int[] AnswerIds => Numbers(Read("inputs.json").GetProperty("answer_ids"));

    public static int[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetInt32())];

    public static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetSingle())];

    public static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    public static ScalarType Dtype(string section) => section == "float64" ? ScalarType.Float64 : ScalarType.Float32;

    /// <summary>The tolerance the golden files suggest: 1e-9 in float64, else the one given.</summary>
    public static double Tolerance(string section, double single) => section == "float64" ? 1e-9 : single;

    /// <summary>The reference's test pictures, formula in its README: 448 x 224 RGB.</summary>
    public static byte[] Picture(int k) => TestPicture.Create(k, 448, 224);

    /// <summary>Pixels and grids of pictures.</summary>
    public static (Tensor Pixels, GridThw[] Grids) Pictures(IEnumerable<int> which, VisionConfig config)
    {
        var patches = which.Select(k => ImagePatches.Create(Picture(k), 448, 224, config)).ToArray();
        var values = patches.SelectMany(p => p.Values).ToArray();
        return (tensor(values, [values.Length / config.PatchLength, config.PatchLength]), [.. patches.Select(p => p.Grid)]);
    }

    public static Qwen25Vl Load(string folder, ScalarType? dtype = null) => ModelFiles.Load(folder, Qwen25VlConfig.Read(folder), CPU, dtype);

    /// <summary>Values on the host in double precision, row-major.</summary>
    public static double[] Values(Tensor x) => x.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    public static void AssertClose(double[] expected, double[] actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{what}[{i}]: expected {expected[i]}, got {actual[i]}, tolerance {tolerance}");
    }

    /// <summary>Shape, first values, sampled values and statistics of a tensor.</summary>
    public static void AssertDescribes(JsonElement expected, Tensor actual, double tolerance, string what)
    {
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), actual.shape);
        var (values, width) = (Values(actual), (int)actual.shape[^1]);
        foreach (var (name, row) in (ReadOnlySpan<(string, int)>)[("first32", 0), ("row0_first8", 0), ("row100_first8", 100), ("last_row_first8", (values.Length / width) - 1)])
            if (expected.TryGetProperty(name, out var numbers)) AssertClose(Doubles(numbers), values[(row * width)..((row * width) + numbers.GetArrayLength())], tolerance, $"{what} {name}");
        if (expected.TryGetProperty("sampled", out var sampled)) AssertSampled(sampled, values, width, tolerance, what);
        var stats = expected.GetProperty("stats");
        Assert.Equal(stats.GetProperty("l2").GetDouble(), Math.Sqrt(values.Sum(value => value * value)), tolerance * 1000);
        Assert.Equal(stats.GetProperty("sum").GetDouble(), values.Sum(), tolerance * values.Length / 10);
    }

    public static void AssertSampled(JsonElement sampled, double[] values, int width, double tolerance, string what)
    {
        foreach (var sample in sampled.EnumerateArray())
        {
            var index = sample.GetProperty("index");
            AssertClose([sample.GetProperty("value").GetDouble()], [values[(index[0].GetInt32() * width) + index[1].GetInt32()]], tolerance, $"{what} {index}");
        }
    }
}
