using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat.Internals;

/// <summary>Where TorchSharp 0.107 departs from PyTorch, this follows PyTorch; the models rely on neither.</summary>
[Collection(RandomNumbers.Collection)]
public sealed class PyTorchMeaningTests
{
    private sealed class WithScratch : nn.Module
    {
        internal WithScratch() : base(nameof(WithScratch))
        {
            register_buffer("table", zeros(2));
            register_buffer("scratch", zeros(1), persistent: false);
        }
    }

    [Fact]
    public void NamedBuffers_ListWhatIsNotSavedToo()
    {
        using var module = new WithScratch();
        Assert.Equal(["table", "scratch"], module.named_buffers().Select(entry => entry.name));
        Assert.Equal(["table"], module.named_buffers(include_nonpersistent: false).Select(entry => entry.name));
        Assert.Equal(["table"], module.state_dict().Keys);
    }

    [Fact]
    public void Parameter_ForgetsHistory()
    {
        using var scope = NewDisposeScope();
        Assert.True(new Parameter(ones(2).requires_grad_() * 2).is_leaf);
    }

    [Fact]
    public void Parameters_OfAModuleBuiltInAScope_OutliveIt()
    {
        WithScratch module;
        using (NewDisposeScope()) module = new WithScratch();
        Assert.All(module.buffers(), buffer => Assert.False(buffer.IsInvalid));
        module.Dispose();
    }

    [Fact]
    public void Variance_OfEverything_CanBeBiased()
    {
        using var scope = NewDisposeScope();
        Close.To([1.25], tensor(new[] { 1.0, 2, 3, 4 }).var(unbiased: false));
        Close.To([Math.Sqrt(1.25)], tensor(new[] { 1.0, 2, 3, 4 }).std(unbiased: false));
    }

    [Fact]
    public void TruncatedNormal_StaysWithinItsBounds_WithTheSpreadOfTheCutCurve()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var x = nn.init.trunc_normal_(empty(60_000), 0, 1, -1, 1);
        Assert.InRange(x.abs().max().item<float>(), 0.99, 1);
        Assert.Equal(0.5396, x.std().item<float>(), 0.01);
    }

    [Fact]
    public void Save_TakesAnyStrides()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        arange(6).view(2, 3).t().Save(new BinaryWriter(stream));
        stream.Position = 0;
        Close.To([0, 3, 1, 4, 2, 5], [3, 2], TensorExtensionMethods.Load(new BinaryReader(stream)));
        Assert.Empty(zeros(0, 3).data<float>().ToArray());
    }
}
