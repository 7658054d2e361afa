using SleepVLM.Torch.Chat;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Model;

/// <summary>Single tokens that attend in one go, against libtorch's operators, which are taken where gradients are recorded.</summary>
public sealed class StepAttentionTests : IDisposable
{
    private const int Width = 128, HeadWidth = 16;

    private static readonly Qwen25VlConfig Config = Qwen25VlConfig.Read(GoldenQwen.ShardedFolder) with
    {
        HiddenSize = Width, NumAttentionHeads = 8, NumKeyValueHeads = 2, NumHiddenLayers = 1, MropeSection = [2, 3, 3],
    };

    private readonly IDisposable _scope = NewDisposeScope();
    private readonly GroupedQueryAttention _attention = new(WeightStorage.Single, Config, layer: 0);

    public StepAttentionTests()
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
        var own = randn([3, 2, 3, HeadWidth]);
        foreach (var cache in (KeyValueCache[])[fast, plain])
        {
            cache.CopyPrefixFrom(prefix);
            cache.Append(0, own, own * 0.5);
            cache.Advance(3);
        }

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
        var own = randn([2, 2, 3, HeadWidth]);
        foreach (var cache in (KeyValueCache[])[fast, plain])
        {
            cache.CopyPrefixFrom(prefix);
            cache.RewindTo(2);
            cache.Append(0, own, own * 0.5);
            cache.Advance(3);
        }

        AssertSame(randn([2, 1, Width]), Angles(1), fast, plain);
    }

    [Fact]
    public void Forward_AnswersOfUnequalLength_EachSeesItsOwn()
    {
        using SlotCache fast = new(Config, ScalarType.Float32, CPU), plain = new(Config, ScalarType.Float32, CPU);
        using KeyValueCache shorter = Cache(1, 2), longer = Cache(2, 7);
        foreach (var cache in (SlotCache[])[fast, plain])
        {
            cache.Reserve(3, 20, 1000);
            cache.Take(shorter, 1);
            cache.Take(longer, 2);
        }

        AssertSame(randn([2, 1, Width]), Angles(2), fast, plain, fast.Begin(0, 2), plain.Begin(0, 2));
    }

    [Fact]
    public void Takes_WhatItCannotCompute_IsLeftToOperators()
    {
        using var noGradients = no_grad();
        Assert.True(StepAttention.Takes(zeros([2, 1, 8]), HeadWidth, group: 4));
        Assert.False(StepAttention.Takes(zeros([2, 2, 8]), HeadWidth, group: 4));
        Assert.False(StepAttention.Takes(zeros([2, 1, 8]), headWidth: 8, group: 4));
        Assert.False(StepAttention.Takes(zeros([2, 1, 8]), HeadWidth, group: 3));
        Assert.False(StepAttention.Takes(zeros([2, 1, 8], ScalarType.Float64), HeadWidth, group: 4));
        using var gradients = enable_grad();
        Assert.False(StepAttention.Takes(zeros([2, 1, 8]), HeadWidth, group: 4));
    }

    private void AssertSame(Tensor x, RotaryTable rotary, IKeyValueStore fast, IKeyValueStore plain, Tensor? fastMask = null, Tensor? plainMask = null)
    {
        using (no_grad())
        {
            Assert.True(StepAttention.Takes(x, HeadWidth, group: 4));
            var seen = _attention.call(x, new DecoderPass(rotary, fastMask, fast));
            using var gradients = enable_grad();
            Assert.True(seen.allclose(_attention.call(x, new DecoderPass(rotary, plainMask, plain)).detach(), 1e-4, 1e-5));
        }
    }

    private static RotaryTable Angles(int rows)
    {
        var angles = Enumerable.Range(0, rows * HeadWidth / 2).Select(i => 0.3 + i * 0.7).ToArray();
        return RotaryTable.FromAngles(angles, [rows, 1], HeadWidth / 2, CPU, ScalarType.Float32);
    }

    private static KeyValueCache Cache(int rows, int tokens)
    {
        var cache = new KeyValueCache(Config, rows, 20, ScalarType.Float32, CPU);
        if (tokens > 0) cache.Append(0, randn([rows, 2, tokens, HeadWidth]), randn([rows, 2, tokens, HeadWidth]));
        cache.Advance(tokens);
        return cache;
    }
}
