using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Testing;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Generation;
using SleepVLM.Torch.Training;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Training;

public sealed class PerceptionHeadsTests : IDisposable
{
    private const int Width = 896, Height = 336;
    private readonly TinyModelFolder _tiny = new();
    private readonly TemporaryFolder _joined = new();

    public void Dispose()
    {
        _tiny.Dispose();
        _joined.Dispose();
    }

    [Fact]
    public void Waveforms_OfTokensThatAreBands_StandByStretchAndChannel()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var config = Qwen25VlConfig.Read(_tiny.Path);
        using var heads = new PerceptionHeads(config, ImagePatches.GridOf(Width, Height, config.Vision));
        var (weight, bias) = (Named(heads, "stretches.weight"), Named(heads, "stretches.bias"));
        // Every output tells its own number, and the place of its token in thousands.
        weight.zero_();
        weight.narrow(1, 0, 1).fill_(1000);
        bias.copy_(arange(bias.numel()));
        var tokens = zeros(1, 24, config.HiddenSize);
        tokens.narrow(2, 0, 1).copy_(arange(24).view(1, 24, 1));
        var read = ModelFiles.HostValues(heads.Waveforms(tokens));

        Assert.Equal(16 * StretchTargets.PerStretch, read.Length);
        for (var stretch = 0; stretch < 16; stretch++)
            for (var channel = 0; channel < StretchTargets.Channels; channel++)
                for (var quantity = 0; quantity < (channel == (int)ChannelRole.Chin ? 1 : StretchTargets.PerChannel); quantity++)
                {
                    var token = channel / 2 * 8 + stretch / 2;
                    var output = (stretch % 2 * 2 + channel % 2) * StretchTargets.PerChannel + (channel == (int)ChannelRole.Chin ? StretchTargets.PerChannel - 1 : quantity);
                    Assert.Equal(1000 * token + output, read[stretch * StretchTargets.PerStretch + channel * StretchTargets.PerChannel + quantity]);
                }
    }

    [Fact]
    public void Narrow_Tokens_HoldWhatIsReadAndNothingElse()
    {
        var config = Qwen25VlConfig.Read(_tiny.Path);
        var grid = ImagePatches.GridOf(Width, Height, config.Vision);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        manual_seed(3);
        using var heads = new PerceptionHeads(config, grid);
        var folder = new TrainingFolder(_tiny.Path);
        folder.Create();
        HeadFiles.Save(folder.HeadsPath, heads.named_parameters().Select(p => (p.name, (Tensor)p.parameter)));
        using var model = ModelFiles.Load(_tiny.Path, config, CPU, ScalarType.Float32);

        var night = new SimulatedNights(TrainingCohort.Named("six").With(12), RenderStyle.Named(RenderStyle.Wide), new SeedRange(300, null)).Create(0, CancellationToken.None);
        var pictures = night.Epochs.Take(8).Select(epoch => night.Picture(epoch.Index)).ToArray();
        var whole = Tokens(model, pictures);
        NarrowTokens.Apply(model, folder.HeadsPath);
        var narrow = Tokens(model, pictures);
        Assert.True((heads.Waveforms(whole) - heads.Waveforms(narrow)).abs().max().item<float>() < 1e-4);
        Assert.True((whole - narrow).abs().max().item<float>() > 1e-3);
        Assert.Equal(Named(heads, "stretches.weight").shape[0], Rank(narrow));
        Assert.True(Rank(whole) > Rank(narrow));
    }

    [Fact]
    public void Join_NarrowWithoutHeads_SaysSo() =>
        Assert.Contains("train wpt", Assert.Throws<SleepVlmException>(() => JoinedModel.Write(_tiny.Path, _tiny.Path, _joined.Path, narrow: true)).Message, StringComparison.Ordinal);

    private static Tensor Tokens(Qwen25Vl model, EpochImage[] pictures)
    {
        var batch = PixelBatch.Create(pictures, model.Config.Vision, CPU);
        return model.EncodeImages(batch.Pixels, batch.Grids).view(pictures.Length, -1, model.Config.HiddenSize);
    }

    private static int Rank(Tensor tokens)
    {
        var values = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowMajor((int)(tokens.numel() / tokens.shape[2]), (int)tokens.shape[2], ModelFiles.HostValues(tokens).Select(value => (double)value));
        var sizes = values.Svd(computeVectors: false).S;
        return sizes.Count(size => size > 1e-5 * sizes[0]);
    }

    private static Tensor Named(PerceptionHeads heads, string name) => heads.named_parameters().Single(p => p.name == name).parameter;
}
