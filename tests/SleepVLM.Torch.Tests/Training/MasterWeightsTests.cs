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
}
