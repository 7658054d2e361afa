using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;

namespace SleepVLM.Engine.Tests.EpochImages;

public class EpochImageRendererTests
{
    private static readonly RenderStyle Style = RenderStyle.SleepVlm();
    private static readonly ChannelRole[] Six = Enum.GetValues<ChannelRole>();

    [Fact]
    public void Render_RawSamples_EqualsTheNightsPicture()
    {
        var night = SignalChain.Prepare(GoldenRecording.Synthetic.Read(), Style);
        var renderer = new EpochImageRenderer(Style);
        var raw = new byte[renderer.ByteCount];
        renderer.Render(Six, night.Epoch(new EpochIndex(3)).Microvolts.Span, raw);
        Assert.Equal(renderer.Render(night, new EpochIndex(3)).Rgb.ToArray(), raw);
    }

    [Fact]
    public void Render_AfterAnotherPicture_LeavesNoTraceOfIt()
    {
        var night = SignalChain.Prepare(GoldenRecording.Synthetic.Read(), Style);
        var used = new EpochImageRenderer(Style);
        used.Render(night, new EpochIndex(3));
        var expected = new EpochImageRenderer(Style).Render(night, new EpochIndex(0));
        Assert.Equal(expected.Rgb.ToArray(), used.Render(night, new EpochIndex(0)).Rgb.ToArray());
    }

    [Fact]
    public void Render_WideStyle_TellsFrequenciesApartThatThePublishedStyleDoesNot()
    {
        // A sine crosses the middle row twice a cycle; 15 columns of pixels a second cannot show 22 crossings, 30 can.
        Assert.InRange(Crossings(RenderStyle.Named(RenderStyle.Wide)), 620, 700);
        Assert.InRange(Crossings(Style), 0, 449);

        static int Crossings(RenderStyle style)
        {
            var samples = Enumerable.Range(0, 3000).Select(i => 40 * MathF.Sin(2 * MathF.PI * 11 * i / 100)).ToArray();
            var renderer = new EpochImageRenderer(style);
            var rgb = new byte[renderer.ByteCount];
            renderer.Render([ChannelRole.C4], samples, rgb);
            var centre = (style.BandOf(ChannelRole.C4, 0) + 0.5) * style.HeightPx / style.BandsFor(1);
            var middles = Enumerable.Range(0, style.WidthPx).Select(x =>
            {
                var ink = Enumerable.Range(0, style.HeightPx).Select(y => Math.Max(0, rgb[(y * style.WidthPx + x) * 3 + 1] - rgb[(y * style.WidthPx + x) * 3])).ToArray();
                return ink.Select((value, y) => (double)value * y).Sum() / Math.Max(1, ink.Sum()) > centre;
            }).ToArray();
            return middles.Zip(middles.Skip(1)).Count(pair => pair.First != pair.Second);
        }
    }

    [Fact]
    public void Render_WideStyle_DrawsAChannelAlikeWhicheverOthersAreRecorded()
    {
        var wide = new EpochImageRenderer(RenderStyle.Named(RenderStyle.Wide));
        var night = SignalChain.Prepare(GoldenRecording.Synthetic.Read(), wide.Style);
        var epoch = night.Epoch(new EpochIndex(3));
        var quiet = new float[6 * 3000];
        epoch.Microvolts.Span.Slice(3000, 3000).CopyTo(quiet.AsSpan(3000));
        for (var row = 0; row < 6; row++)
            if (row != 1) quiet.AsSpan(row * 3000, 3000).Fill(float.NaN);
        byte[] among = new byte[wide.ByteCount], alone = new byte[wide.ByteCount];
        wide.Render(Six, quiet, among);
        wide.Render([ChannelRole.C4], epoch.Microvolts.Span.Slice(3000, 3000), alone);
        Assert.Equal(among, alone);
    }

    [Fact]
    public void Drawn_InAnotherStyle_KeepsTheSignals()
    {
        var night = SignalChain.Prepare(GoldenRecording.Synthetic.Read(), Style);
        var wide = night.Drawn(RenderStyle.Named(RenderStyle.Wide));
        Assert.Equal(night.Channel(2).ToArray(), wide.Channel(2).ToArray());
        Assert.Equal((896, 336), (wide.Style.WidthPx, wide.Style.HeightPx));
        Assert.Throws<ArgumentException>(() => night.Drawn(RenderStyle.SleepVlm(60)));
    }

    [Fact]
    public void Named_NoSuchStyle_SaysWhichThereAre() =>
        Assert.Contains("sleepvlm, sleepvlm-wide", Assert.Throws<SleepVlmException>(() => RenderStyle.Named("tall")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 0, 112)]
    [InlineData(4, 0, 28)]
    [InlineData(4, 3, 196)]
    [InlineData(6, 5, 205)]
    public void Render_FlatTrace_LiesInTheMiddleOfItsBand(int bands, int band, int row)
    {
        var roles = Six[^bands..];
        var samples = new float[bands * 3000];
        samples.AsSpan().Fill(float.NaN);
        samples.AsSpan(band * 3000, 3000).Clear();
        var picture = Draw(roles, samples);
        var lit = Enumerable.Range(0, 224).Where(y => Pixel(picture, 8, y).Max() > 64).ToArray();
        Assert.InRange(row, lit.Min(), lit.Max() + 1);
        Assert.InRange(lit.Length, 1, 2);
    }

    [Fact]
    public void Render_NotANumber_InterruptsTheTrace()
    {
        var samples = new float[3000];
        samples.AsSpan(1000, 1000).Fill(float.NaN);
        var picture = Draw([ChannelRole.C4], samples);
        var green = new bool[448];
        for (var i = 0; i < picture.Length; i += 3) green[i / 3 % 448] |= picture[i + 1] > picture[i];
        Assert.DoesNotContain(false, green[..149]);
        Assert.DoesNotContain(true, green[151..297]);
        Assert.DoesNotContain(false, green[300..]);
    }

    [Fact]
    public void Render_LargeWave_RunsIntoTheNeighbouringBand()
    {
        var samples = new float[6 * 3000];
        samples.AsSpan().Fill(float.NaN);
        Array.Fill(samples, 100f, 3000, 3000);
        var picture = Draw(Six, samples);
        Assert.Contains(Enumerable.Range(0, 37), y => Pixel(picture, 8, y)[1] > 100);
    }

    [Fact]
    public void Render_NoSamplesAtAll_GivesTheGridAlone()
    {
        var picture = Draw(Six, []);
        Assert.Equal([51, 51, 51], Pixel(picture, 75, 10));
        Assert.Equal([26, 26, 26], Pixel(picture, 15, 10));
        Assert.Equal([0, 0, 0], Pixel(picture, 8, 10));
    }

    [Fact]
    public void Render_AnySamples_NeverThrowsAndStaysClean()
    {
        var renderer = new EpochImageRenderer(Style);
        var blank = Draw(Six, new float[18000]);
        var picture = new byte[renderer.ByteCount];
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var scale = Math.Pow(10, random.NextDouble() * 8 - 2);
            var samples = new float[18000];
            for (var i = 0; i < samples.Length; i++) samples[i] = (float)((random.NextDouble() - 0.5) * scale);
            float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, 1e30f, -1e-40f];
            for (var i = random.Next(200); i > 0; i--) samples[random.Next(samples.Length)] = odd[random.Next(odd.Length)];
            renderer.Render(Six, samples, picture);
            renderer.Render(Six, new float[18000], picture);
            Assert.True(blank.AsSpan().SequenceEqual(picture), $"seed {seed}");
        }
    }

    [Fact]
    public void Render_WrongBuffer_Refuses() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EpochImageRenderer(Style).Render(Six, new float[18000], new byte[5]));

    private static byte[] Draw(ChannelRole[] roles, float[] samples)
    {
        var renderer = new EpochImageRenderer(Style);
        var picture = new byte[renderer.ByteCount];
        renderer.Render(roles, samples, picture);
        return picture;
    }

    private static byte[] Pixel(byte[] picture, int x, int y) => picture[((y * 448 + x) * 3)..][..3];
}
