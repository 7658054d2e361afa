using System.Text.Json;
using SleepVLM.Testing;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Tests.Images;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>Inputs and expected numbers of the tiny reference model (tests/golden/qwen).</summary>
internal static class GoldenQwen
{
    public static readonly string ShardedFolder = Repository.Golden("qwen/ckpt/tiny_f32_new_keys_sharded");
    public static readonly string OldKeysFolder = Repository.Golden("qwen/ckpt/tiny_bf16_old_keys");

    public static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(Repository.Golden("qwen/" + file))).RootElement;

    public static int[] PromptIds => [.. Read("inputs.json").GetProperty("prompt_ids").EnumerateArray().Select(id => id.GetInt32())];

    public static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetSingle())];

    /// <summary>The reference's test pictures, formula in its README: 448 x 224 RGB.</summary>
    public static byte[] Picture(int k) => TestPicture.Create(k, 448, 224);

    /// <summary>Pixels and grids of pictures 0 to <paramref name="count"/> - 1.</summary>
    public static (Tensor Pixels, GridThw[] Grids) Pictures(int count, VisionConfig config)
    {
        var patches = Enumerable.Range(0, count).Select(k => ImagePatches.Create(Picture(k), 448, 224, config)).ToArray();
        var values = patches.SelectMany(p => p.Values).ToArray();
        return (tensor(values, [values.Length / config.PatchLength, config.PatchLength]), [.. patches.Select(p => p.Grid)]);
    }
}
