using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Testing;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Generation;
using SleepVLM.Torch.Training;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Training;

public sealed class AveragedModelTests : IDisposable
{
    private readonly TinyModelFolder _one = new(seed: 1), _other = new(seed: 2);
    private readonly TemporaryFolder _mean = new();

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
        _mean.Dispose();
    }

    [Fact]
    public async Task Write_ThreeModels_HasTheirMeanAndAnswers()
    {
        AveragedModel.Write([_one.Path, _other.Path, _other.Path], _mean.Path);
        var (one, other, mean) = (FolderWeights.Read(_one.Path), FolderWeights.Read(_other.Path), FolderWeights.Read(_mean.Path));
        Assert.Equal(one.Keys.Order(), mean.Keys.Order());
        foreach (var (name, values) in mean)
            // Models are kept in bfloat16, which has 8 bits of mantissa.
            Assert.All(values.Index(), item => Assert.Equal((one[name][item.Index] + 2 * other[name][item.Index]) / 3, item.Item, 0.004f * Math.Abs(item.Item) + 1e-6f));
        await using var model = await VisionLanguageModel.LoadAsync(_mean.Path, TinyModelFolder.Setting);
        await foreach (var answer in model.AnswerAsync(TinyWindows.Of(1), new AnswerOptions(RationaleDetail.Stage), CancellationToken.None)) Assert.NotNull(answer.Hypnodensity);
    }

    [Fact]
    public void Write_OneModel_AsksForTwo() => AssertRefused("two models or more", _one.Path);

    [Fact]
    public void Write_PicturesOfAnotherStyle_SaysSo()
    {
        (ModelCard.Read(_other.Path)! with { RenderStyle = RenderStyle.Wide }).Write(_other.Path);
        AssertRefused("same prompt and pictures", _one.Path, _other.Path);
    }

    [Fact]
    public void Write_OtherSizes_NamesTheWeight()
    {
        var config = Qwen25VlConfig.Read(_other.Path);
        var smaller = config with { NumHiddenLayers = 1 };
        using var model = new Qwen25Vl(smaller);
        WeightInitializer.Initialize(model);
        ModelFiles.Save(_other.Path, smaller, model.named_parameters().Select(p => (p.name, (Tensor)p.parameter)), new Dictionary<string, string>());
        AssertRefused("layers.1", _one.Path, _other.Path);
    }

    private void AssertRefused(string reason, params string[] folders) =>
        Assert.Contains(reason, Assert.Throws<SleepVlmException>(() => AveragedModel.Write(folders, _mean.Path)).Message, StringComparison.Ordinal);
}
