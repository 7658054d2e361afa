using SleepVLM.Torch.Images;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tests.Model;
using SleepVLM.Torch.Weights;
using static TorchSharp.torch;

namespace SleepVLM.Torch.Tests.Images;

/// <summary>Patches that are kept once must show what every picture shows.</summary>
public sealed class StillPatchesTests
{
    private const int Width = 448, Height = 224, PatchesOfAPicture = 512;

    private static readonly Qwen25VlConfig Tiny = Qwen25VlConfig.Read(GoldenQwen.ShardedFolder);

    [Fact]
    public void Add_LowerHalfAlike_KeepsItOnceAndShowsItTwice()
    {
        var pictures = HalfAlike();
        var values = Patches(pictures).ToValues();
        var length = values.Distinct.Length / (int)(values.Rows.Max() + 1);
        Assert.Equal(PatchesOfAPicture + PatchesOfAPicture / 2, values.Distinct.Length / length);
        Assert.Equal(2 * PatchesOfAPicture, values.Rows.Length);
        for (var i = 0; i < values.Rows.Length; i++)
        {
            // Whole patches hold the frame of each channel twice.
            var whole = ImagePatches.Create(pictures[i / PatchesOfAPicture], Width, Height, Tiny.Vision).Values.Chunk(2 * length).ElementAt(i % PatchesOfAPicture);
            var shown = values.Distinct.AsSpan((int)values.Rows[i] * length, length).ToArray();
            Assert.Equal(whole.Chunk(length / 3).Where((_, part) => part % 2 == 0).SelectMany(part => part), shown);
        }
    }

    [Fact]
    public void Add_AnotherSize_IsComparedWithNothing()
    {
        var patches = new StillPatches(Tiny.Vision);
        patches.Add(new byte[Width * Height * 3], Width, Height);
        patches.Add(new byte[Width * Height * 3], Height, Width);
        Assert.Equal(2 * PatchesOfAPicture, patches.ToValues().Rows.Distinct().Count());
        Assert.Equal([new GridThw(1, 16, 32), new GridThw(1, 32, 16)], patches.Grids);
    }

    [Fact]
    public void EncodeImages_PatchesKeptOnce_GiveTheTokensOfEachPictureAlone()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var model = GoldenQwen.Load(GoldenQwen.ShardedFolder, ScalarType.Float32);
        var pictures = HalfAlike();
        var together = Encode(model, pictures);
        GoldenQwen.AssertClose([.. pictures.SelectMany(picture => Encode(model, [picture]))], together, 2e-5);
    }

    private static double[] Encode(Qwen25Vl model, byte[][] pictures)
    {
        var patches = Patches(pictures);
        return GoldenQwen.Values(model.EncodeImages(PatchPixels.Create(patches.ToValues(), CPU), patches.Grids));
    }

    private static StillPatches Patches(byte[][] pictures)
    {
        var patches = new StillPatches(Tiny.Vision);
        foreach (var picture in pictures) patches.Add(picture, Width, Height);
        return patches;
    }

    private static byte[][] HalfAlike()
    {
        var (first, second) = (TestPicture.Create(0, Width, Height), TestPicture.Create(1, Width, Height));
        first.AsSpan(first.Length / 2).CopyTo(second.AsSpan(first.Length / 2));
        return [first, second];
    }
}
