using System.Security.Cryptography;
using System.Text.Json;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Images;

/// <summary>Patches, windows and position ids against the reference code; whole numbers are equal.</summary>
public sealed class PatchesAndPositionsTests
{
    private static readonly Qwen25VlConfig Tiny = Qwen25VlConfig.Read(GoldenQwen.ShardedFolder);

    [Fact]
    public void Create_GoldenPictures_AreTheProcessorsNumbers()
    {
        foreach (var image in GoldenQwen.Read("preprocess.json").GetProperty("images").EnumerateArray())
        {
            var rgb = GoldenQwen.Picture(image.GetProperty("k").GetInt32());
            Assert.Equal(image.GetProperty("uint8_sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(rgb)));
            var patches = ImagePatches.Create(rgb, 448, 224, Tiny.Vision);
            Assert.Equal(new GridThw(1, 16, 32), patches.Grid);
            // The slow processor rounds once more.
            AssertPixels(image.GetProperty("slow"), patches, 4.8e-7f, sumTolerance: 0.1);
            AssertPixels(image.GetProperty("fast"), patches, 2.4e-7f, sumTolerance: 0.01);
        }
    }

    [Fact]
    public void Angles_EveryGoldenGrid_AreTheReferences()
    {
        foreach (var item in GoldenQwen.Read("window_index.json").GetProperty("cases").EnumerateArray())
        {
            // 16 wide: four frequencies of the row, four of the column, before the permutation into windows.
            var windows = VisionWindows.Create(Grids(item.GetProperty("grid_thw")), mergeSize: 2, windowTokens: 4);
            foreach (var sample in item.GetProperty("rotary_freqs_sample").EnumerateArray())
            {
                var (patch, place) = (sample.GetProperty("index")[0].GetInt32(), sample.GetProperty("index")[1].GetInt32());
                var angle = windows.RowColumn[(patch * 2) + (place / 4)] * (float)RotaryTable.Frequency(10_000, 2.0 * (place % 4) / 8, ScalarType.Float32);
                Assert.Equal(sample.GetProperty("value").GetSingle(), angle, 1e-6f);
            }
        }
    }

    private static void AssertPixels(JsonElement expected, ImagePatches patches, float tolerance, double sumTolerance)
    {
        Assert.Equal(GoldenQwen.Floats(expected.GetProperty("first64")), patches.Values[..64], (a, b) => MathF.Abs(a - b) <= tolerance);
        foreach (var sample in expected.GetProperty("sampled").EnumerateArray())
        {
            var (row, column) = (sample.GetProperty("index")[0].GetInt32(), sample.GetProperty("index")[1].GetInt32());
            Assert.Equal(sample.GetProperty("value").GetSingle(), patches.Values[(row * Tiny.Vision.PatchLength) + column], tolerance);
        }

        Assert.Equal(expected.GetProperty("stats").GetProperty("sum").GetDouble(), patches.Values.Sum(value => (double)value), sumTolerance);
    }

    [Theory]
    [InlineData(14, 2)]
    [InlineData(28, 2)]
    [InlineData(8, 1)]
    [InlineData(4, 3)]
    public void Create_AnyPatchSize_PutsEachPixelWhereTheReferencesPermutationDoes(int patch, int merge)
    {
        var vision = Tiny.Vision with { PatchSize = patch, SpatialMergeSize = merge };
        var (width, height) = (patch * merge * 3, patch * merge * 2);
        var rgb = TestPicture.Create(2, width, height);
        var patches = ImagePatches.Create(rgb, width, height, vision);
        Assert.Equal(patches.Grid.PatchCount * vision.PatchLength, patches.Values.Length);
        // View (2, C, gH/m, m, p, gW/m, m, p), permute (gH/m, gW/m, m, m, C, 2, p, p): one index after the other.
        var at = 0;
        for (var blockRow = 0; blockRow < 2; blockRow++)
        for (var blockColumn = 0; blockColumn < 3; blockColumn++)
        for (var inside = 0; inside < merge * merge; inside++)
        for (var channel = 0; channel < 3; channel++)
        for (var frame = 0; frame < 2; frame++)
        for (var pixel = 0; pixel < patch * patch; pixel++, at++)
        {
            var y = (((blockRow * merge) + (inside / merge)) * patch) + (pixel / patch);
            var x = (((blockColumn * merge) + (inside % merge)) * patch) + (pixel % patch);
            Assert.Equal(Normalised(rgb[(((y * width) + x) * 3) + channel], channel), patches.Values[at], 2.4e-7f);
        }
    }

    [Fact]
    public void Windows_EveryGoldenGrid_AreTheReferences()
    {
        foreach (var item in GoldenQwen.Read("window_index.json").GetProperty("cases").EnumerateArray())
        {
            var windows = VisionWindows.Create(Grids(item.GetProperty("grid_thw")), mergeSize: 2, windowTokens: 4);
            Assert.Equal(Numbers(item.GetProperty("window_index")), windows.WindowIndex);
            Assert.Equal(Numbers(item.GetProperty("cu_window_seqlens_unique")), windows.CuWindowSeqlens);
            Assert.Equal(Numbers(item.GetProperty("cu_seqlens_full")), windows.CuSeqlens);
            // Long lists are cut in the golden file.
            var places = Numbers(item.GetProperty("patch_row_col_before_permutation"));
            Assert.Equal(places, windows.RowColumn[..places.Length]);
            Assert.Equal(2 * windows.CuSeqlens[^1], windows.RowColumn.Length);
        }
    }

    [Fact]
    public void Positions_EveryGoldenRow_AreTheReferencesWherePaddingIsNot()
    {
        foreach (var item in GoldenQwen.Read("rope_index.json").GetProperty("cases").EnumerateArray())
        {
            var pictures = item.GetProperty("image_grid_thw").ValueKind == JsonValueKind.Array ? new Queue<GridThw>(Grids(item.GetProperty("image_grid_thw"))) : [];
            for (var row = 0; row < item.GetProperty("input_ids").GetArrayLength(); row++)
            {
                var ids = Numbers(item.GetProperty("input_ids")[row]);
                var mask = item.GetProperty("attention_mask");
                var kept = Enumerable.Range(0, ids.Length).Where(i => mask.ValueKind != JsonValueKind.Array || mask[row][i].GetInt32() == 1).ToArray();
                int[] real = [.. kept.Select(i => ids[i])];
                var grids = real.Where(id => id == Tiny.VisionStartTokenId).Select(_ => pictures.Dequeue()).ToArray();
                var positions = MropePositions.Create(real, grids, Tiny);
                foreach (var (axis, name) in (ReadOnlySpan<(int, string)>)[(0, "position_ids_t"), (1, "position_ids_h"), (2, "position_ids_w")])
                {
                    var expected = Numbers(item.GetProperty(name)[row]);
                    Assert.Equal(kept.Select(i => expected[i]), positions.AsSpan(axis * real.Length, real.Length).ToArray());
                }

                Assert.Equal(item.GetProperty("rope_deltas")[row].GetInt32(), positions.Max() + 1 - ids.Length);
            }
        }
    }

    [Fact]
    public void Positions_PadsAndPicturesThatDisagree_AreRefused()
    {
        int[] ids = [1, Tiny.VisionStartTokenId, Tiny.ImageTokenId, Tiny.ImageTokenId, Tiny.VisionEndTokenId];
        Assert.Throws<ArgumentException>(() => MropePositions.Create(ids, [], Tiny));
        Assert.Throws<ArgumentException>(() => MropePositions.Create(ids, [new GridThw(1, 4, 6)], Tiny));
        Assert.Throws<ArgumentException>(() => MropePositions.Create(ids, [new GridThw(1, 2, 4), new GridThw(1, 2, 4)], Tiny));
    }

    private static float Normalised(byte value, int channel)
    {
        float[] mean = [0.48145466f, 0.4578275f, 0.40821073f];
        float[] deviation = [0.26862954f, 0.26130258f, 0.27577711f];
        return (value - (mean[channel] * 255)) / (deviation[channel] * 255);
    }

    private static GridThw[] Grids(JsonElement list) =>
        [.. list.EnumerateArray().Select(grid => new GridThw(grid[0].GetInt32(), grid[1].GetInt32(), grid[2].GetInt32()))];

    private static int[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetInt32())];
}
