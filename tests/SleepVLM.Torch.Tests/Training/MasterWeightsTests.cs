using SleepVLM.Torch.Model;
using SleepVLM.Torch.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Training;

public class MasterWeightsTests
{
    [Theory]
    [InlineData(1, 1e-3)]
    [InlineData(0.1, 1e-4)]
    public void Step_PatchRate_SlowsThePatchProjectionAlone(double patchRate, double expected)
    {
        using var scope = NewDisposeScope();
        Parameter patch = new(zeros([2, 3, 2, 4, 4])), matrix = new(zeros([2, 3])), bias = new(zeros([2]));
        using var weights = new MasterWeights(
            [("patch", patch), ("matrix", matrix), ("bias", bias)], new TrainingSettings(PatchRate: patchRate, WeightDecay: 0));
        foreach (var weight in new[] { patch, matrix, bias }) weight.grad = ones_like(weight);
        weights.Collect();
        weights.Step(1e-3);
        // AdamW's first step is the rate itself, against the gradient.
        Assert.All(ModelFiles.HostValues(patch), value => Assert.Equal(-expected, value, 1e-7));
        Assert.All(ModelFiles.HostValues(matrix).Concat(ModelFiles.HostValues(bias)), value => Assert.Equal(-1e-3, value, 1e-7));
    }

    [Theory]
    [InlineData(false, -1e-3)]
    [InlineData(true, 1e-3)]
    public void Step_CentrePatches_TakesOffWhatAllPixelsOfAKernelShare(bool centred, double expected)
    {
        using var scope = NewDisposeScope();
        Parameter patch = new(zeros([2, 1, 1, 4, 4]));
        using var weights = new MasterWeights([("patch", patch)], new TrainingSettings(CentrePatches: centred, WeightDecay: 0));
        // The first pixel pulls more than the ground it stands on.
        patch.grad = tensor(Enumerable.Range(0, 32).Select(i => i % 16 == 0 ? 8f : 1f).ToArray(), [2, 1, 1, 4, 4]);
        weights.Collect();
        weights.Step(1e-3);
        var pixels = ModelFiles.HostValues(patch).Take(16).ToArray();
        Assert.Equal(-1e-3, pixels[0], 1e-7);
        Assert.All(pixels[1..], value => Assert.Equal(expected, value, 1e-7));
    }
}
