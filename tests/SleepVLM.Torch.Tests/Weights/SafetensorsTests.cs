using System.Buffers.Binary;
using System.Text;
using SleepVLM.Testing;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Tests.Weights;

public sealed class SafetensorsTests
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    [Theory]
    [InlineData("", "0", "a header length of 8 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", "4", "8 bytes for F32 [2]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "4", "8 bytes of data")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "6", "the end of the file")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}", "6", "data from 4 on")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}", "12", "data from 4 on")]
    [InlineData("{\"a\":{\"dtype\":\"Q4\",\"shape\":[1],\"data_offsets\":[0,4]}}", "4", "dtype BOOL")]
    [InlineData("{\"a\":{\"dtype\":\"3\",\"shape\":[1],\"data_offsets\":[0,4]}}", "4", "dtype BOOL")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", "4", "shape as a list")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}", "0", "a shape that fits")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", "4", "data_offsets of begin and end")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}", "4", "dtype, shape and data_offsets")]
    [InlineData("{\"a\":1,\"a\":2}", "0", "a JSON header")]
    [InlineData("[]", "0", "a JSON object")]
    [InlineData("{\"\\ud800\":{}}", "0", "a JSON header")]
    [InlineData("{\"__metadata__\":3}", "0", "__metadata__")]
    public void Open_BrokenHeader_SaysWhatWasExpected(string header, string dataLength, string expected)
    {
        using var folder = new TemporaryFolder();
        var json = Encoding.UTF8.GetBytes(header);
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, json.Length);
        byte[] file = header.Length == 0 ? [] : [.. prefix, .. json, .. new byte[int.Parse(dataLength, System.Globalization.CultureInfo.InvariantCulture)]];
        File.WriteAllBytes(folder.File("x.safetensors"), file);
        var error = Assert.Throws<WeightFormatException>(() => SafetensorsFile.Open(folder.File("x.safetensors")));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 40)]
    [InlineData(9UL)]
    public void Open_HeaderLongerThanTheFile_AllocatesNothing(ulong length)
    {
        using var folder = new TemporaryFolder();
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        File.WriteAllBytes(folder.File("x.safetensors"), bytes);
        var error = Assert.Throws<WeightFormatException>(() => SafetensorsFile.Open(folder.File("x.safetensors")));
        Assert.Equal(("a header of at most 8 bytes", 0L), (error.Expected, error.ByteOffset));
    }

    [Fact]
    public void Write_EveryType_ReadsBackAsTheSameNumbers()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.safetensors");
        (string Name, string Dtype, IReadOnlyList<long> Shape, Func<byte[]> Bytes)[] tensors =
        [
            SafetensorsWriter.FromFloats("f32", "F32", [2, 3], [1, -2.5f, 3, 4, 5, 6]),
            SafetensorsWriter.FromFloats("f16", "F16", [3], [1, 0.099975586f, 65504]),
            SafetensorsWriter.FromFloats("bf16", "BF16", [1, 2], [-1.5f, 3]),
            ("f64", "F64", [1], () => BitConverter.GetBytes(0.25)),
            ("i64", "I64", [1], () => BitConverter.GetBytes(-7L)),
            ("i32", "I32", [], () => BitConverter.GetBytes(-8)),
            ("u16", "U16", [1], () => BitConverter.GetBytes((ushort)65535)),
            ("u8", "U8", [3], () => [0, 7, 255]),
            ("i8", "I8", [1], () => [0xFF]),
            ("none", "F32", [0, 4], () => []),
        ];
        SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["passes"] = "3" });

        using var file = SafetensorsFile.Open(path);
        Assert.Equal([1, -2.5f, 3, 4, 5, 6], Floats(file, "f32"));
        Assert.Equal([2L, 3L], file.Header.Tensors["f32"].Shape);
        Assert.Equal([1, 0.099975586f, 65504], Floats(file, "f16"));
        Assert.Equal([-1.5f, 3], Floats(file, "bf16"));
        Assert.Equal([0.25f], Floats(file, "f64"));
        Assert.Equal([-7f], Floats(file, "i64"));
        Assert.Equal([-8f], Floats(file, "i32"));
        Assert.Equal([65535f], Floats(file, "u16"));
        Assert.Equal([0f, 7f, 255f], Floats(file, "u8"));
        Assert.Equal([-1f], Floats(file, "i8"));
        Assert.Empty(Floats(file, "none"));
        Assert.Equal("3", file.Header.Metadata["passes"]);
    }

    [Theory]
    [InlineData(1.00390625f, 0x3F80)]
    [InlineData(1.01171875f, 0x3F82)]
    [InlineData(3.4e38f, 0x7F80)]
    [InlineData(float.NaN, 0x7FC0)]
    [InlineData(-0f, 0x8000)]
    public void ToBFloat16_RoundsToNearestEven(float value, int bits) => Assert.Equal(bits, ElementConversion.ToBFloat16(value));

    [Fact]
    public void Write_FailingHalfway_LeavesTheOldFileAndNoPart()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("x.safetensors");
        SafetensorsWriter.Write(path, [SafetensorsWriter.FromFloats("a", "F32", [1], [1])], NoMetadata);
        var before = File.ReadAllBytes(path);
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(path, [SafetensorsWriter.FromFloats("a", "F32", [2], [1])], NoMetadata));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Write_SameNameTwice_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var tensor = SafetensorsWriter.FromFloats("a", "F32", [1], [1]);
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(folder.File("x.safetensors"), [tensor, tensor], NoMetadata));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void ToFloats_AfterClosing_AreRefused()
    {
        var file = SafetensorsFile.Open(Repository.Golden("qwen/ckpt/tiny_bf16_old_keys/model.safetensors"));
        var name = file.Header.Tensors.Keys.First();
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.ToFloats(name));
    }

    private static float[] Floats(SafetensorsFile file, string name)
    {
        var values = new float[file.Header.Tensors[name].ElementCount];
        file.ToFloats(name).CopyTo(values, 0);
        return values;
    }
}
