using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SleepVLM.Torch.Tests.Compat;

[Collection(RandomNumbers.Collection)]
public sealed class LayerTests
{
    [Fact]
    public void Linear_IsWeightTimesInputPlusBias_StartingWithinTheFanIn()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(100, 2);
        Assert.InRange(layer.weight.abs().max().item<float>(), 0.08, 0.1);
        Assert.InRange(layer.bias!.abs().max().item<float>(), 0, 0.1);
        using var given = nn.Linear(new Parameter(tensor(new[,] { { 1f, 2f }, { 3f, 4f } })), new Parameter(tensor(new[] { 10f, 20f })));
        Close.To([15, 31], [1, 2], given.call(tensor(new[,] { { 1f, 2f } })));
        using var bare = nn.Linear(3, 3, hasBias: false, dtype: float64);
        Assert.Null(bare.bias);
        Assert.Equal(float64, bare.weight.dtype);
    }

    [Fact]
    public void Embedding_LooksUpRows_AndLeavesThePaddingRowAlone()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Embedding(4, 2, padding_idx: 1);
        var ids = tensor(new[] { 2L, 1, 2 }, [1, 3]);
        var rows = layer.call(ids);
        Assert.Equal([1, 3, 2], rows.shape);
        Close.To([0, 0], rows[0, 1]);
        rows.sum().backward();
        Close.To([0, 0, 0, 0, 2, 2, 0, 0], layer.weight!.grad!);
        Assert.ThrowsAny<Exception>(() => layer.call(tensor(new[] { 4L })));
    }

    [Fact]
    public void Embedding_WithALimit_ShortensRows()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Embedding_from_pretrained(tensor(new[,] { { 3f, 4f }, { 0.3f, 0.4f } }), max_norm: 1);
        Assert.False(layer.weight!.requires_grad);
        Close.To([0.6, 0.8, 0.3, 0.4], layer.call(tensor(new[] { 0L, 1 })), 1e-5);
    }

    [Fact]
    public void LayerNorm_HasMeanZeroAndVarianceOne_ThenScales()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.LayerNorm(4, eps: 0);
        using (no_grad())
        {
            layer.weight!.fill_(2);
            layer.bias!.fill_(1);
        }
        var spread = Math.Sqrt(1.25);
        Close.To([1 - (3 / spread), 1 - (1 / spread), 1 + (1 / spread), 1 + (3 / spread)], layer.call(tensor(new[,] { { 1f, 2f, 3f, 4f } })));
        using var plain = nn.LayerNorm([2], elementwise_affine: false);
        Assert.Empty(plain.parameters());
    }

    [Fact]
    public void BatchNorm_UsesTheBatchInTraining_RunningFiguresElse()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.BatchNorm1d(1, eps: 0, momentum: 0.5);
        var x = tensor(new[] { 1f, 3f }, [2, 1]);
        Close.To([-1, 1], layer.call(x));
        Close.To([1], layer.running_mean!);
        Close.To([1.5], layer.running_var!);
        layer.eval();
        Close.To([0, 2 / Math.Sqrt(1.5)], layer.call(x));
        Assert.Equal(5, layer.state_dict().Count);
    }

    [Fact]
    public void Convolutions_AgreeWithHandWorkedSums()
    {
        using var scope = NewDisposeScope();
        var row = tensor(new[] { 1f, 2, 3, 4 }, [1, 1, 4]);
        Close.To([5, 8, 11], F.conv1d(row, tensor(new[] { 1f, 2 }, [1, 1, 2])));
        Close.To([2, 8, 4], [1, 1, 3], F.conv1d(row, tensor(new[] { 1f, 2 }, [1, 1, 2]), stride: 2, padding: 1));
        var plane = arange(9, float32).view(1, 1, 3, 3);
        using var conv = nn.Conv2d(1, 2, 2, bias: false);
        using (no_grad()) conv.weight.copy_(tensor(new[] { 1f, 0, 0, 1, 0, 1, 1, 0 }, [2, 1, 2, 2]));
        Close.To([4, 6, 10, 12, 4, 6, 10, 12], [1, 2, 2, 2], conv.call(plane));
        using var volume = nn.Conv3d(3, 4, (2, 14, 14), stride: (2, 14, 14), bias: false);
        Assert.Equal([4, 3, 2, 14, 14], volume.weight.shape);
        Assert.Equal([5, 4, 1, 1, 1], volume.call(randn(5, 3 * 2 * 14 * 14).view(5, 3, 2, 14, 14)).shape);
    }

    [Fact]
    public void Convolution_ContinuesBeyondTheEdges()
    {
        using var scope = NewDisposeScope();
        var row = tensor(new[] { 1f, 2, 3, 4 }, [1, 1, 4]);
        foreach (var (mode, expected) in new (PaddingModes, double[])[]
        {
            (PaddingModes.Zeros, [3, 6, 9, 7]), (PaddingModes.Circular, [7, 6, 9, 8]), (PaddingModes.Replicate, [4, 6, 9, 11]), (PaddingModes.Reflect, [5, 6, 9, 10]),
        })
        {
            using var layer = nn.Conv1d(1, 1, 3, padding: 1, padding_mode: mode, bias: false);
            using (no_grad()) layer.weight.fill_(1);
            Close.To(expected, layer.call(row));
        }
    }

    [Fact]
    public void Dropout_KeepsTheMean_AndDoesNothingInEvaluation()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var layer = nn.Dropout(0.25);
        var y = layer.call(ones(20_000));
        Assert.Equal(1, y.mean().item<float>(), 0.02);
        Assert.Equal(0.25, y.eq(0).to(float32).mean().item<float>(), 0.02);
        layer.eval();
        Close.To([1, 1], layer.call(ones(2)));
    }

    [Fact]
    public void Sequential_RunsInOrder_AndNamesByPosition()
    {
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1));
        var x = randn(4, 2);
        Assert.True(network.call(x).allclose(network[2].call(network[1].call(network[0].call(x)))));
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], network.state_dict().Keys);
        using var named = nn.Sequential(("up", nn.Linear(2, 3)), ("act", nn.SiLU()));
        Assert.Equal(["up.weight", "up.bias"], named.state_dict().Keys);
    }

    [Fact]
    public void Layers_OnTheMetaDevice_HaveShapesWithoutMemory()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(1 << 20, 1 << 20, device: META, dtype: bfloat16);
        var y = layer.call(empty([7, 1 << 20], bfloat16, META));
        Assert.Equal([7, 1 << 20], y.shape);
        Assert.Equal(DeviceType.META, y.device_type);
    }

    [Fact]
    public void InPlaceActivations_WriteToTheirInput()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { -1f, 2f });
        F.relu(x, inplace: true);
        Close.To([0, 2], x);
        F.silu(x, inplace: true);
        Close.To([0, 2 / (1 + Math.Exp(-2))], x);
        F.dropout(x, 1, training: true, inplace: true);
        Close.To([0, 0], x);
    }

    [Fact]
    public void Padding_GoesLastDimensionFirst()
    {
        using var scope = NewDisposeScope();
        Close.To([0, 1, 0, 0, 2, 0], [2, 3], F.pad(tensor(new[,] { { 1f }, { 2f } }), [1, 1]));
        Close.To([1, 9, 9], [3, 1], F.pad(ones(1, 1), [0, 0, 0, 2], value: 9));
    }

    [Fact]
    public void Initialisers_HaveTheSpreadTheyPromise()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var x = empty(200, 300);
        Assert.Equal(0.02, nn.init.normal_(x, 0, 0.02).std().item<float>(), 0.0005);
        Assert.Equal(Math.Sqrt(6.0 / 500), nn.init.xavier_uniform_(x).abs().max().item<float>(), 0.001);
        Assert.Equal(Math.Sqrt(2.0 / 500), nn.init.xavier_normal_(x).std().item<float>(), 0.001);
        Assert.Equal(Math.Sqrt(6.0 / 300), nn.init.kaiming_uniform_(x).abs().max().item<float>(), 0.001);
        Assert.Equal(Math.Sqrt(2.0 / 200), nn.init.kaiming_normal_(x, mode: nn.init.FanInOut.FanOut).std().item<float>(), 0.001);
        Close.To([2, 2], nn.init.constant_(zeros(2), 2));
    }
}
