using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Generation;

public sealed class PictureTokensTests : IDisposable
{
    private readonly TinyModelFolder _folder = new();
    private readonly Qwen25Vl _model;

    public PictureTokensTests() => _model = ModelFiles.Load(_folder.Path, Qwen25VlConfig.Read(_folder.Path), CPU);

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Of_EqualPicturesDrawnAnew_AreEncodedOnce()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var tokens = new PictureTokens(_model, 1 << 20);
        var first = ModelFiles.HostValues(tokens.Of([.. TinyWindows.Of(4).Select(window => window.Target)]));
        var again = ModelFiles.HostValues(tokens.Of([.. TinyWindows.Of(4).Select(window => window.Target)]));
        Assert.Equal(4, tokens.Encoded);
        Assert.Equal(first, again);
    }

    [Fact]
    public void Of_MoreThanMayBeKept_ForgetsTheOldestAndStillAnswers()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var pictures = TinyWindows.Of(4).Select(window => window.Target).ToArray();
        using var tokens = new PictureTokens(_model, mostBytes: 1);
        var all = ModelFiles.HostValues(tokens.Of(pictures));
        var last = ModelFiles.HostValues(tokens.Of([pictures[3]]));
        Assert.Equal(5, tokens.Encoded);
        Assert.Equal(all[^last.Length..], last, (a, b) => Math.Abs(a - b) < 1e-4);
    }
}
