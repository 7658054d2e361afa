using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Testing;

namespace SleepVLM.App.Tests;

public class PictureFolderTests
{
    [Fact]
    public void Write_CancelledAfterTwoPictures_LeavesThoseWhole()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var night = Silence(4);
        var renderer = new EpochImageRenderer(night.Style);
        var epochs = Enumerable.Range(0, 4).Select(epoch => new EpochIndex(epoch)).ToList();
        Assert.Throws<OperationCanceledException>(
            () => PictureFolder.Write(index => renderer.Render(night, index), epochs, folder.Path, done => { if (done == 2) stop.Cancel(); }, stop.Token));

        Assert.Equal([folder.File("0.png"), folder.File("1.png")], Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(folder.File("0.png")), File.ReadAllBytes(folder.File("1.png")));
    }

    private static PreparedNight Silence(int epochs)
    {
        var channel = new MontageChannel(ChannelRole.C4, new Derivation("C4", "M1"), ["C4-M1"], 100, "uV", ChannelOrigin.Recorded, "");
        var style = RenderStyle.SleepVlm();
        return new PreparedNight(new Montage([channel], []), style, [new float[epochs * style.SamplesPerEpoch]], new UnscoredReason?[epochs]);
    }
}
