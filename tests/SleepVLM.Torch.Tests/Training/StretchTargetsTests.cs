using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Tests.Generation;
using SleepVLM.Torch.Training;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Tests.Training;

public sealed class StretchTargetsTests
{
    private const int Band10To12 = 6, Amplitude = StretchTargets.PerChannel - 1;

    [Fact]
    public void Of_SineInOneStretch_IsItsBandThereAndNowhereElse()
    {
        // 20 uV at 11 Hz in the fifth of sixteen stretches, from 1 s before to 1 s behind its middle: 200 uV^2 spread over the four bins of 0.5 Hz.
        var middle = (int)(4.5 * 3000 / 16);
        var wave = Enumerable.Range(0, 3000).Select(i => Math.Abs(i - middle) <= 100 ? (float)(20 * Math.Sin(2 * Math.PI * 11 * i / 100)) : 0).ToArray();
        var targets = StretchTargets.Of(Night(wave), new EpochIndex(0), 16);

        float Decibels(int stretch, int band) => targets[stretch * StretchTargets.PerStretch + band] * 6 + 4;
        Assert.Equal(10 * Math.Log10(200 / 2.0), Decibels(4, Band10To12), 0.5);
        Assert.True(Decibels(1, Band10To12) < -10 && Decibels(8, Band10To12) < -10);
        Assert.Equal((10 * Math.Log10(20 * 2 / Math.PI + 0.1) - 9) / 4, targets[4 * StretchTargets.PerStretch + Amplitude], 0.05);
        Assert.True(targets[4 * StretchTargets.PerStretch + Band10To12 + 3] < targets[4 * StretchTargets.PerStretch + Band10To12] - 3);
    }

    [Fact]
    public void Of_ChannelNotRecorded_IsNotANumber()
    {
        var night = new SimulatedNights(TrainingCohort.Named("c4").With(12), RenderStyle.SleepVlm(), new SeedRange(300, null)).Create(0, CancellationToken.None);
        var targets = StretchTargets.Of(night.Prepared, night.Epochs[0].Index, 16);
        for (var quantity = 0; quantity < StretchTargets.PerStretch; quantity++)
            Assert.Equal(quantity / StretchTargets.PerChannel != (int)ChannelRole.C4, float.IsNaN(targets[quantity]));
    }

    [Theory]
    [InlineData(896, 336, 56, 16)]
    [InlineData(448, 224, 14, 16)]
    [InlineData(896, 336, 14, 32)]
    public void StretchesOf_Grid_AreTokensOrEvenPartsOfThem(int width, int height, int patch, int stretches)
    {
        using var folder = new TinyModelFolder();
        var config = Qwen25VlConfig.Read(folder.Path);
        config = config with { Vision = config.Vision with { PatchSize = patch } };
        Assert.Equal(stretches, PerceptionHeads.StretchesOf(config, ImagePatches.GridOf(width, height, config.Vision)));
    }

    private static PreparedNight Night(float[] wave)
    {
        var montage = TinyTraining.Nights().Create(0, CancellationToken.None).Prepared.Montage;
        return new PreparedNight(montage, RenderStyle.SleepVlm(), [.. montage.Channels.Select(_ => wave)], new UnscoredReason?[1]);
    }
}
