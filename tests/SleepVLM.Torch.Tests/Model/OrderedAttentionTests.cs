using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>New tokens that attend in one go, against libtorch's operators, which are taken where gradients are recorded.</summary>
public sealed class OrderedAttentionTests : IDisposable
{
    private const int Width = 128, HeadWidth = 16, Capacity = 80;

    private static readonly Qwen25VlConfig Config = Qwen25VlConfig.Read(GoldenQwen.ShardedFolder) with
    {
        HiddenSize = Width, NumAttentionHeads = 8, NumKeyValueHeads = 2, NumHiddenLayers = 1, MropeSection = [2, 3, 3],
    };

    private readonly IDisposable _scope = NewDisposeScope();
    private readonly GroupedQueryAttention _attention = new(WeightStorage.Single, Config, layer: 0);

    public OrderedAttentionTests()
    {
        manual_seed(5);
        using var noGradients = no_grad();
        foreach (var parameter in _attention.parameters()) parameter.copy_(randn(parameter.shape) * 0.3);
    }

    public void Dispose()
    {
        _attention.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Forward_OneTokenBehindACommonBeginning_SeesWhatOperatorsSee()
    {
        using KeyValueCache prefix = Cache(1, 5), fast = Cache(3, 0), plain = Cache(3, 0);
        Begin(prefix, kept: 5, randn([3, 2, 3, HeadWidth]), fast, plain);
        for (var step = 0; step < 3; step++)
        {
            AssertSame(randn([3 - step, 1, Width]), Angles(1), fast, plain);
            fast.Advance(1);
            plain.Advance(1);
            Assert.True(fast.Filled(0).Keys.allclose(plain.Filled(0).Keys, 1e-5, 1e-5) && fast.Filled(0).Values.allclose(plain.Filled(0).Values, 0, 0));
            fast.Remove(0);
            plain.Remove(0);
        }
    }

    [Fact]
    public void Forward_RewoundIntoTheCommonBeginning_EachRowSeesItsOwn()
    {
        using KeyValueCache prefix = Cache(1, 5), fast = Cache(2, 0), plain = Cache(2, 0);
        Begin(prefix, kept: 2, randn([2, 2, 3, HeadWidth]), fast, plain);
        AssertSame(randn([2, 1, Width]), Angles(1), fast, plain);
    }

    [Fact]
    public void Forward_AnswersOfUnequalLength_EachSeesItsOwn()
    {
        using KeyValueCache fast = Cache(0, 0), plain = Cache(0, 0), shorter = Cache(1, 2), longer = Cache(1, 7);
        foreach (var cache in (KeyValueCache[])[fast, plain])
        {
            cache.Reserve(3, 20);
            cache.Add(1);
            cache.CopyPrefixFrom(shorter);
            cache.Add(2);
            cache.CopyPrefixFrom(longer);
            cache.Select(0, 2);
        }

        AssertSame(randn([2, 1, Width]), Angles(2), fast, plain, fast.Mask(), plain.Mask());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Forward_LongCommonBeginningAndUnequalAnswers_EachSeesItsOwn(int tokens)
    {
        using KeyValueCache prefix = Cache(1, 70), fast = Cache(0, 0), plain = Cache(0, 0);
        var own = randn([3, 2, 4, HeadWidth]);
        foreach (var cache in (KeyValueCache[])[fast, plain])
        {
            cache.Reserve(3, Capacity);
            cache.Add(3);
            cache.CopyPrefixFrom(prefix);
            cache.Append(0, own, -own);
            cache.Advance(4);
            cache.Select(1, 1);
            cache.Rewind(2);
            cache.Select(0, 3);
            Assert.Equal(70, cache.Shared);
        }

        AssertSame(randn([3, tokens, Width]), Angles(3, tokens), fast, plain, fast.Mask(tokens), plain.Mask(tokens));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(40, false)]
    [InlineData(40, true)]
    public void Forward_SeveralTokens_EachSeesWhatComesBeforeIt(int tokens, bool lastAlone)
    {
        using KeyValueCache prefix = Cache(1, 5), fast = Cache(3, 0), plain = Cache(3, 0);
        fast.CopyPrefixFrom(prefix);
        plain.CopyPrefixFrom(prefix);
        var mask = full([tokens, tokens + 5], float.NegativeInfinity).triu(6);
        AssertSame(randn([3, tokens, Width]), Angles(1, tokens), fast, plain, mask, mask, lastAlone);
    }

    [Fact]
    public void Forward_MaskThatHidesMore_IsHeeded()
    {
        using var hidden = Cache(1, 4);
        using var noGradients = no_grad();
        var (x, mask) = (randn([1, 1, Width]), tensor([float.NegativeInfinity, 0, 0, 0, 0]).view(1, 5));
        var masked = _attention.call(x, new DecoderPass(Angles(1), mask, hidden));
        hidden.Filled(0).Keys.narrow(2, 0, 1).fill_(3);
        hidden.Filled(0).Values.narrow(2, 0, 1).fill_(3);
        Assert.True(masked.allclose(_attention.call(x, new DecoderPass(Angles(1), mask, hidden)), 1e-5, 1e-6));
    }

    [Fact]
    public void Forward_CacheWithoutRoom_Refuses()
    {
        using var full = Cache(2, Capacity);
        using var noGradients = no_grad();
        Assert.Throws<ArgumentException>(() => _attention.call(randn([2, 1, Width]), new DecoderPass(Angles(1), null, full, InOrder: true)));
    }

    [Fact]
    public void Takes_WhatItCannotCompute_IsLeftToOperators()
    {
        using var noGradients = no_grad();
        Assert.True(OrderedAttention.Takes(zeros([2, 1, 8]), HeadWidth, group: 4));
        Assert.False(OrderedAttention.Takes(zeros([2, 1, 8]), headWidth: 8, group: 4));
        Assert.False(OrderedAttention.Takes(zeros([2, 1, 8]), HeadWidth, group: 3));
        Assert.False(OrderedAttention.Takes(zeros([2, 1, 8], ScalarType.Float64), HeadWidth, group: 4));
        using var gradients = enable_grad();
        Assert.False(OrderedAttention.Takes(zeros([2, 1, 8]), HeadWidth, group: 4));
    }

    // Gives caches the first tokens of a common beginning and the same tokens of their own behind it.
    private static void Begin(KeyValueCache prefix, int kept, Tensor own, params KeyValueCache[] caches)
    {
        foreach (var cache in caches)
        {
            cache.CopyPrefixFrom(prefix);
            cache.Rewind(prefix.Length - kept);
            cache.Append(0, own, own * 0.5);
            cache.Advance(own.shape[2]);
        }
    }

    private void AssertSame(Tensor x, RotaryTable rotary, IKeyValueStore fast, IKeyValueStore plain, Tensor? fastMask = null, Tensor? plainMask = null, bool lastAlone = false)
    {
        using var noGradients = no_grad();
        var seen = _attention.call(x, new DecoderPass(rotary, fastMask, fast, lastAlone, InOrder: true));
        using var gradients = enable_grad();
        var expected = _attention.call(x, new DecoderPass(rotary, plainMask, plain, lastAlone, InOrder: true)).detach();
        Assert.Equal(expected.shape, seen.shape);
        Assert.InRange((seen - expected).abs().max().item<float>() / expected.abs().max().item<float>(), 0, 1e-5);
    }

    private static RotaryTable Angles(int rows, int tokens = 1)
    {
        var angles = Enumerable.Range(0, rows * tokens * HeadWidth / 2).Select(i => 0.3 + i * 0.7).ToArray();
        return RotaryTable.FromAngles(angles, [rows, tokens], HeadWidth / 2, CPU, ScalarType.Float32);
    }

    private static KeyValueCache Cache(int rows, int tokens)
    {
        var cache = new KeyValueCache(Config, rows, Capacity, ScalarType.Float32, CPU);
        if (tokens > 0) cache.Append(0, randn([rows, 2, tokens, HeadWidth]), randn([rows, 2, tokens, HeadWidth]));
        cache.Advance(tokens);
        return cache;
    }
}
