using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Generation;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>Rows of the cache that leave, are copied and come back.</summary>
public sealed class KeyValueCacheTests
{
    private const int Rows = 3, Capacity = 8;

    private static readonly Qwen25VlConfig Tiny = Qwen25VlConfig.Read(GoldenQwen.ShardedFolder);

    [Fact]
    public void Remove_MiddleRow_LastTakesItsPlaceAndFurtherTokensFit()
    {
        using var scope = NewDisposeScope();
        using var cache = new KeyValueCache(Tiny, Rows, Capacity, ScalarType.Float32, CPU);
        Append(cache, [10, 20, 30], tokens: 2);
        cache.Remove(1);
        Append(cache, [11, 31], tokens: 1);
        AssertRows(cache, [[10, 10, 11], [30, 30, 31]]);
        cache.Remove(1);
        AssertRows(cache, [[10, 10, 11]]);
    }

    [Fact]
    public void PutRow_CopiedBehindAPrefix_StandsBehindThePrefixOfAnother()
    {
        using var scope = NewDisposeScope();
        using var cache = new KeyValueCache(Tiny, Rows, Capacity, ScalarType.Float32, CPU);
        Append(cache, [1, 1, 1], tokens: 2);
        Append(cache, [10, 20, 30], tokens: 3);
        var copied = cache.CopyRow(1, from: 2);
        Assert.Equal(copied.numel() * copied.element_size(), 3 * cache.BytesPerToken);

        using var other = new KeyValueCache(Tiny, 2, Capacity, ScalarType.Float32, CPU);
        Append(other, [5, 6], tokens: 1);
        other.PutRow(0, copied);
        other.PutRow(1, copied);
        other.Advance(3);
        AssertRows(other, [[5, 20, 20, 20], [6, 20, 20, 20]]);
    }

    [Fact]
    public void Reserve_MoreThanThereIs_FailsAndTheClearedCacheServesOn()
    {
        using var scope = NewDisposeScope();
        using var cache = new KeyValueCache(Tiny, 0, 0, ScalarType.Float32, CPU);
        Assert.ThrowsAny<Exception>(() => cache.Reserve(1, 1L << 45));
        cache.Clear();
        cache.Reserve(1, Capacity);
        cache.Add(1);
        Append(cache, [7], tokens: 2);
        AssertRows(cache, [[7, 7]]);
    }

    [Fact]
    public void Reserve_MoreRoom_KeepsWhatIsThereAndNothingElse()
    {
        using var cache = new KeyValueCache(Tiny, 2, 4, ScalarType.Float32, CPU);
        using (NewDisposeScope()) Append(cache, [1, 2], tokens: 3);
        var before = LiveTensors.Count();
        cache.Reserve(3, Capacity);
        // Handles that wait for the garbage collector would hold the old room.
        Assert.Equal(before, Tensor.TotalCount);
        using var scope = NewDisposeScope();
        AssertRows(cache, [[1, 1, 1], [2, 2, 2]]);
    }

    // Keys hold the values, values their negatives, each layer a hundred more than the one before.
    private static void Append(KeyValueCache cache, float[] values, int tokens)
    {
        for (var layer = 0; layer < Tiny.NumHiddenLayers; layer++)
        {
            var keys = (tensor(values) + 100 * layer).view(values.Length, 1, 1, 1).expand(values.Length, Tiny.NumKeyValueHeads, tokens, Tiny.HeadWidth);
            cache.Append(layer, keys, -keys);
        }

        cache.Advance(tokens);
    }

    private static void AssertRows(KeyValueCache cache, float[][] expected)
    {
        for (var layer = 0; layer < Tiny.NumHiddenLayers; layer++)
        {
            var (keys, values) = cache.Filled(layer);
            Assert.Equal(expected.Length, keys.shape[0]);
            Assert.Equal(0, (keys + values).abs().max().item<float>());
            Assert.Equal(0, (keys - keys.narrow(1, 0, 1).narrow(3, 0, 1)).abs().max().item<float>());
            Assert.Equal(expected.SelectMany(row => row.Select(value => value + 100 * layer)), ModelFiles.HostValues(keys.narrow(1, 0, 1).narrow(3, 0, 1)));
        }
    }
}
