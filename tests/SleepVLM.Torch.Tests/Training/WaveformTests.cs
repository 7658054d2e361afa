using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Torch.Tests.Model;
using SleepVLM.Torch.Training;

namespace SleepVLM.Torch.Tests.Training;

public sealed class WaveformTests
{
    [Fact]
    public void Compose_ReferencesInput_IsTheReferencesText()
    {
        // F4: second 7 missing; delta 25.42 + s, theta -0.04, alpha 0.05, beta -12.345, amplitude 5.25; chin 2.449.
        var waveform = new float[WaveformTargets.PerEpoch];
        Array.Fill(waveform, float.NaN);
        for (var s = 0; s < WaveformTargets.Seconds; s++)
        {
            if (s != 6) new[] { 25.42f + s + 1, -0.04f, 0.05f, -12.345f, 5.25f }.CopyTo(waveform, s * WaveformTargets.PerSecond);
            waveform[s * WaveformTargets.PerSecond + WaveformTargets.PerSecond - 1] = 2.449f;
        }

        Assert.Equal($"```json\n{GoldenQwen.Read("wpt_format.json").GetProperty("body").GetString()}\n```", WaveformAnswer.Compose(waveform, [ChannelRole.F4, ChannelRole.Chin]));
    }

    [Fact]
    public void Of_SineOfTenHertz_IsAlphaOfItsPower()
    {
        // 20 uV amplitude has a power of 200 uV^2, 23.0 dB, and a mean absolute value of 20 * 2 / pi.
        var wave = Enumerable.Range(0, 3000).Select(i => (float)(20 * Math.Sin(2 * Math.PI * 10.2 * i / 100))).ToArray();
        var montage = TinyTraining.Nights().Create(0, CancellationToken.None).Prepared.Montage;
        var night = new PreparedNight(montage, RenderStyle.SleepVlm(), [.. montage.Channels.Select(_ => wave)], new UnscoredReason?[1]);
        var values = WaveformTargets.Of(night, new EpochIndex(0));
        Assert.Equal(23.0, values[2], 0.3);
        Assert.True(values[0] < 0 && values[1] < 10 && values[3] < 10, string.Join(" ", values[..5]));
        Assert.Equal(20 * 2 / Math.PI, values[4], 0.3);
        Assert.All(Enumerable.Range(0, WaveformTargets.PerSecond), i => Assert.Equal(
            Math.Max(values[i], WaveformScale.IsAmplitude(i) ? 0.1 : -20), WaveformScale.FromSpread(WaveformScale.ToSpread(values[i], i), i), 1e-2));
    }
}
