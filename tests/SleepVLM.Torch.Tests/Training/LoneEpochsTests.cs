using SleepVLM.Contracts;
using SleepVLM.Torch.Training;

namespace SleepVLM.Torch.Tests.Training;

public sealed class LoneEpochsTests
{
    [Fact]
    public void Create_WindowsShowTheirTargetThreeTimes_AndTheRunIsNotTakenForOneWithNeighbours()
    {
        var nights = TinyTraining.Nights(300, 1);
        var alone = new LoneEpochs(nights);
        var (with, without) = (nights.Create(0, default), alone.Create(0, default));
        var target = new EpochIndex(5);
        Assert.Equal([new EpochIndex(4), target, new EpochIndex(6)], with.WindowOf(target));
        Assert.Equal([target, target, target], without.WindowOf(target));
        Assert.Equal(with.Epochs.Select(epoch => epoch.Stage), without.Epochs.Select(epoch => epoch.Stage));
        Assert.NotEqual(nights.Identity, alone.Identity);
    }
}
