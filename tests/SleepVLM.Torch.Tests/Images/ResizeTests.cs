using System.Security.Cryptography;
using SleepVLM.Contracts;
using SleepVLM.Torch.Images;
using SleepVLM.Torch.Tests.Model;

namespace SleepVLM.Torch.Tests.Images;

/// <summary>Sizes and pixels against the reference's image processor and Pillow.</summary>
public sealed class ResizeTests
{
    [Fact]
    public void Resize_EveryGoldenPicture_IsPillowsToTheBit()
    {
        foreach (var item in GoldenQwen.Read("resize.json").GetProperty("cases").EnumerateArray())
        {
            int Number(string name) => item.GetProperty(name).GetInt32();
            var source = TestPicture.Create(Number("k"), Number("width"), Number("height"));
            Assert.Equal(item.GetProperty("in_sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(source)));
            var resized = BicubicResize.Resize(source, Number("width"), Number("height"), Number("out_width"), Number("out_height"));
            Assert.Equal(item.GetProperty("out_sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(resized)));
        }
    }

    [Fact]
    public void Resize_ToTheSameSize_ChangesNothing()
    {
        var source = TestPicture.Create(1, 33, 21);
        Assert.Equal(source, BicubicResize.Resize(source, 33, 21, 33, 21));
    }

    [Theory]
    [InlineData(1, 1, 5, 7)]
    [InlineData(300, 2, 1, 1)]
    [InlineData(2, 300, 64, 1)]
    public void Resize_OneColour_StaysThatColour(int width, int height, int newWidth, int newHeight)
    {
        var source = Enumerable.Repeat((byte)201, width * height * 3).ToArray();
        Assert.All(BicubicResize.Resize(source, width, height, newWidth, newHeight), value => Assert.Equal(201, value));
    }

    [Fact]
    public void Resize_WrongSizes_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => BicubicResize.Resize(new byte[11], 2, 2, 4, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => BicubicResize.Resize(new byte[12], 2, 2, 0, 4));
    }

    [Fact]
    public void Fit_EveryGoldenSize_IsTheReferences()
    {
        var checkedSizes = 0;
        foreach (var item in GoldenQwen.Read("preprocess.json").GetProperty("smart_resize").EnumerateArray())
        {
            int Number(string name) => item.GetProperty(name).GetInt32();
            var result = item.GetProperty("result");
            if (result.ValueKind != System.Text.Json.JsonValueKind.Array)
            {
                Assert.Throws<SleepVlmException>(() => SmartResize.Fit(Number("width"), Number("height"), 28, Number("min_pixels"), Number("max_pixels")));
                continue;
            }

            var (width, height) = SmartResize.Fit(Number("width"), Number("height"), 28, Number("min_pixels"), Number("max_pixels"));
            Assert.Equal((result[0].GetInt32(), result[1].GetInt32()), (height, width));
            checkedSizes++;
        }

        Assert.True(checkedSizes > 20);
    }

    [Theory]
    [InlineData(1, 201)]
    [InlineData(0, 10)]
    [InlineData(201, 1)]
    public void Fit_TooLongOrEmpty_IsRefused(int width, int height) => Assert.Throws<SleepVlmException>(() => SmartResize.Fit(width, height, 28));
}
