using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Testing;
using Xunit.Abstractions;

namespace SleepVLM.Engine.Tests.EpochImages;

/// <summary>The rasteriser against the pictures that Matplotlib 3.6.3 drew.</summary>
/// <remarks>Ours draws from samples rounded to float32, Matplotlib from doubles: a vertex in 10,000 lands 1/256 pixel off.</remarks>
public class GoldenPictureTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("synthetic-256hz", 5)]
    [InlineData("synthetic-missing-channels", 3)]
    public void Render_SyntheticRecording_GivesTheReferencePictures(string name, int epochs) => Compare(GoldenRecording.Named(name), epochs);

    [SharedFact("golden/render/nox-a1-clip")]
    public void Render_RealRecording_GivesTheReferencePictures() => Compare(GoldenRecording.NoxClip, 4);

    private void Compare(GoldenRecording recording, int epochs)
    {
        var style = RenderStyle.SleepVlm();
        var night = SignalChain.Prepare(recording.Read(), style);
        var renderer = new EpochImageRenderer(style);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var drawn = renderer.Render(night, new EpochIndex(epoch)).Rgb.Span;
            var expected = recording.Picture(epoch).Rgb.Span;
            Assert.Equal(expected.Length, drawn.Length);
            long sum = 0;
            int different = 0, worst = 0;
            for (var i = 0; i < drawn.Length; i++)
            {
                var difference = Math.Abs(expected[i] - drawn[i]);
                sum += difference;
                worst = Math.Max(worst, difference);
                if (difference > 0) different++;
            }

            var mean = sum / (double)drawn.Length;
            output.WriteLine($"epoch {epoch}: mean {mean}, {different} differ, worst {worst}");
            Assert.True(mean <= 1e-4, $"epoch {epoch}: mean absolute difference {mean}");
            Assert.True(worst <= 1, $"epoch {epoch}: {different} values differ, by up to {worst}");
        }
    }
}
