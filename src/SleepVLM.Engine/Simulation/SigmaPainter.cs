using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The sigma activity of NREM sleep below what a scorer would mark as a spindle; it swells in up-states.</summary>
internal static class SigmaPainter
{
    private static readonly double[] Gains = [0.85, 1, 0.5, 0.32, 0.32];
    private const double ResonatorBandwidthHz = 4.5, ShareOfBackground = 1.7;

    /// <summary>RMS of all sigma activity of steady N2 in the central derivation, microvolts: what a spindle has to stand out of.</summary>
    public static double TypicalRms(BackgroundSynthesizer background) =>
        background.SteadyRms(ChannelRole.C4, SleepStage.N2, 11, 16) * Math.Sqrt(1 + ShareOfBackground * ShareOfBackground);

    public static void Paint(SignalCanvas canvas, StageCourse course, SubjectTraits traits, BackgroundSynthesizer background, UpStates upStates, NoiseSource noise)
    {
        var level = ShareOfBackground * background.SteadyRms(ChannelRole.C4, SleepStage.N2, 11, 16);
        var band = new SigmaBand(traits.SpindleHz, ResonatorBandwidthHz, canvas.SampleRateHz);
        var traces = Gains.Select((_, role) => canvas[(ChannelRole)role]).ToArray();
        for (var second = 0; second < canvas.Seconds; second++)
        {
            var share = course.Share(SleepStage.N2, second) + 0.8 * course.Share(SleepStage.N3, second);
            if (share < 0.02) continue;
            for (var i = second * canvas.SampleRateHz; i < (second + 1) * canvas.SampleRateHz; i++)
            {
                var swell = 1 - traits.SigmaCoupling + traits.SigmaCoupling * 2.2 * upStates[i];
                var microvolts = level * share * swell * band.Next(noise.Gaussian());
                for (var role = 0; role < traces.Length; role++) traces[role][i] += (float)(Gains[role] * microvolts);
            }
        }
    }
}
