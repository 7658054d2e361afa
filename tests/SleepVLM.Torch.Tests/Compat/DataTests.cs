using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Compat;

public sealed class DataTests
{
    [Fact]
    public void Data_OfATransposedTensor_ReadsInRowMajorOrder()
    {
        using var scope = NewDisposeScope();
        var x = arange(6, dtype: float32).view(2, 3).t();
        var data = x.data<float>();
        Assert.Equal([0f, 3, 1, 4, 2, 5], data.ToArray());
        Assert.Equal([0f, 3, 1, 4, 2, 5], data);
        Assert.Equal(4, data[1, 1]);
        Assert.Equal(3, data[1]);
        data[2, 0] = 20;
        Assert.Equal(20, x[2, 0].item<float>());
    }

    [Fact]
    public void Data_OfAnotherType_Throws()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => ones(2).data<double>());
        Assert.Throws<ArgumentException>(() => ones(1).item<long>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Empty(zeros(0).data<float>().ToArray());
    }

    [Fact]
    public void Bytes_ReadAndWriteTheMemory()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2);
        x.bytes = MemoryMarshal.AsBytes<float>([1.5f, -2]).ToArray();
        Close.To([1.5, -2], x);
        MemoryMarshal.Cast<byte, float>(x.bytes)[1] = 4;
        Close.To([1.5, 4], x);
        Assert.ThrowsAny<Exception>(() => { x.bytes = new byte[7]; });
        Assert.ThrowsAny<Exception>(() => arange(6).view(2, 3).t().bytes.Length);
    }

    [Fact]
    public void Conversion_RoundsToNearestEven()
    {
        using var scope = NewDisposeScope();
        // bfloat16 keeps 8 significant bits: 257 lies half-way between 256 and 258.
        Close.To([256, 260, 0.30078125], tensor(new[] { 257f, 259f, 0.3f }).to(bfloat16));
        Close.To([2, -2, 0], tensor(new[] { 2.9, -2.9, 0.5 }).to(int64));
        Close.To([1, 0], tensor(new[] { 0.1, 0 }).to(@bool));
        Assert.Equal(bfloat16, ones(1).bfloat16().dtype);
        Assert.Equal(float16, ones(1).half().dtype);
        Assert.Equal(float64, ones(1).type_as(zeros(1, float64)).dtype);
    }

    [Fact]
    public void Conversion_ToTheSameType_IsASecondReference()
    {
        using var scope = NewDisposeScope();
        var x = ones(2);
        using (var same = x.to(float32))
        {
            Assert.NotSame(x, same);
            same.add_(1);
        }
        Close.To([2, 2], x);
        using (var copy = x.to(float32, copy: true)) copy.add_(1);
        Close.To([2, 2], x);
    }

    [Fact]
    public void Scalars_ReadAsNumbers()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(3, tensor(3).ToSingle());
        Assert.Equal(2.5, tensor(2.5f).to(bfloat16).ToDouble());
        Assert.Equal(7, tensor(7L).ToInt32());
        Assert.True(tensor(true).ToBoolean());
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Bool)]
    public void SaveThenLoad_GivesTheSameTensor(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 0.0, 1, 2, 300, 4, 5 }, [3, 2]).to(type);
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true)) x.Save(writer);
        stream.Position = 0;
        var loaded = zeros(3, 2, type);
        loaded.Load(new BinaryReader(stream));
        Assert.True(x.Equals(loaded));
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void Load_OfACutStream_Throws()
    {
        using var scope = NewDisposeScope();
        using var stream = new MemoryStream();
        ones(4).Save(new BinaryWriter(stream));
        var reader = new BinaryReader(new MemoryStream(stream.ToArray()[..^1]));
        Assert.ThrowsAny<Exception>(() => zeros(4).Load(reader));
    }
}
