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

public sealed class JoinedModelTests : IDisposable
{
    private readonly TinyModelFolder _speaker = new(seed: 1), _seer = new(seed: 2);
    private readonly TemporaryFolder _joined = new();

    public void Dispose()
    {
        _speaker.Dispose();
        _seer.Dispose();
        _joined.Dispose();
    }

    [Fact]
    public async Task Write_TwoModels_SeesAsOneAndSpeaksAsTheOther()
    {
        (ModelCard.Read(_seer.Path)! with { RenderStyle = RenderStyle.Wide }).Write(_seer.Path);
        JoinedModel.Write(_speaker.Path, _seer.Path, _joined.Path);
        var (joined, speaker, seer) = (FolderWeights.Read(_joined.Path), FolderWeights.Read(_speaker.Path), FolderWeights.Read(_seer.Path));
        Assert.Equal(speaker.Keys.Order(), joined.Keys.Order());
        foreach (var (name, values) in joined) Assert.Equal((name.StartsWith("model.visual.", StringComparison.Ordinal) ? seer : speaker)[name], values);
        await using var model = await VisionLanguageModel.LoadAsync(_joined.Path, TinyModelFolder.Setting);
        Assert.Equal(RenderStyle.Wide, model.Identity.RenderStyle);
    }

    [Fact]
    public void Write_TokensOfAnotherWidth_SaysSo()
    {
        var config = Qwen25VlConfig.Read(_seer.Path);
        (config with { HiddenSize = 128, Vision = config.Vision with { OutHiddenSize = 128 } , MropeSection = [4, 6, 6] }).Write(_seer.Path);
        var error = Assert.Throws<SleepVlmException>(() => JoinedModel.Write(_speaker.Path, _seer.Path, _joined.Path));
        Assert.Contains("128 wide", error.Message, StringComparison.Ordinal);
    }
}
