using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SleepVLM.Torch.Tests.Compat;

public sealed class LossTests
{
    private static readonly double[,] s_logits = { { 1, 2, 0.5 }, { -1, 0, 3 }, { 0, 0, 0 } };
    private static readonly long[] s_targets = [1, 2, 0];

    private static double Loss(int row, long target)
    {
        double sum = 0;
        for (var i = 0; i < 3; i++) sum += Math.Exp(s_logits[row, i]);
        return Math.Log(sum) - s_logits[row, target];
    }

    [Fact]
    public void CrossEntropy_IsTheNegativeLogProbability()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(s_logits), tensor(s_targets));
        double[] single = [Loss(0, 1), Loss(1, 2), Loss(2, 0)];
        Close.To(single, F.cross_entropy(x, y, reduction: nn.Reduction.None), 1e-14);
        Close.To([single.Average()], F.cross_entropy(x, y), 1e-14);
        Close.To([single.Sum()], F.cross_entropy(x, y, reduction: nn.Reduction.Sum), 1e-14);
        Close.To([single.Average()], F.nll_loss(x.log_softmax(1), y), 1e-14);
    }

    [Fact]
    public void CrossEntropy_LeavesOutIgnoredTargets_AndWeighsClasses()
    {
        using var scope = NewDisposeScope();
        var x = tensor(s_logits);
        Close.To([(Loss(0, 1) + Loss(2, 0)) / 2], F.cross_entropy(x, tensor(new[] { 1L, -100, 0 })), 1e-14);
        Close.To([(Loss(0, 1) + Loss(2, 0)) / 2], F.cross_entropy(x, tensor(new[] { 1L, 2, 0 }), ignore_index: 2), 1e-14);
        var weight = tensor(new[] { 1.0, 2, 5 });
        var expected = ((2 * Loss(0, 1)) + (5 * Loss(1, 2)) + Loss(2, 0)) / 8;
        Close.To([expected], F.cross_entropy(x, tensor(s_targets), weight), 1e-14);
    }

    [Fact]
    public void CrossEntropy_Smoothed_MixesInTheUniformTarget()
    {
        using var scope = NewDisposeScope();
        var expected = 0.0;
        for (var row = 0; row < 3; row++)
            expected += (0.9 * Loss(row, s_targets[row])) + (0.1 * (Loss(row, 0) + Loss(row, 1) + Loss(row, 2)) / 3);
        Close.To([expected / 3], F.cross_entropy(tensor(s_logits), tensor(s_targets), label_smoothing: 0.1), 1e-14);
    }

    [Fact]
    public void OtherLosses()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (tensor(new[] { 1.0, -2 }), tensor(new[] { 0.0, 1 }));
        Close.To([5], F.mse_loss(x, y));
        Close.To([2], F.l1_loss(x, y));
        Close.To([(Math.Log(1 + Math.E) + Math.Log(1 + Math.Exp(2))) / 2], F.binary_cross_entropy_with_logits(x, y), 1e-14);
        Close.To([0, 0, 1, 1, 0, 0], [2, 3], F.one_hot(tensor(new[] { 2L, 0 })));
    }
}
