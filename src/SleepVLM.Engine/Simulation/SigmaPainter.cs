using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The sigma activity of NREM sleep below what a scorer would mark as a spindle; it swells in up-states.</summary>
internal static class SigmaPainter
{
    private static readonly double[] Gains = [0.85, 1, 0.5, 0.32, 0.32];
    private const double BandwidthHz = 3.5, ShareOfBackground = 1.7;

    /// <summary>RMS of all sigma activity of steady N2 in the central derivation, microvolts: what a spindle has to stand out of.</summary>
    public static double TypicalRms(BackgroundSynthesizer background) =>
        background.SteadyRms(ChannelRole.C4, SleepStage.N2, 11, 16) * Math.Sqrt(1 + ShareOfBackground * ShareOfBackground);

    public static void Paint(SignalCanvas canvas, StageCourse course, SubjectTraits traits, BackgroundSynthesizer background, UpStates upStates, NoiseSource noise)
    {
        var level = ShareOfBackground * background.SteadyRms(ChannelRole.C4, SleepStage.N2, 11, 16);
        // A resonator driven by noise; its gain makes the output's variance 1.
        var radius = Math.Exp(-Math.PI * BandwidthHz / canvas.SampleRateHz);
        var (a1, a2) = (2 * radius * Math.Cos(2 * Math.PI * traits.SpindleHz / canvas.SampleRateHz), -radius * radius);
        var drive = Math.Sqrt((1 + a2) * ((1 - a2) * (1 - a2) - a1 * a1) / (1 - a2));
        var traces = Gains.Select((_, role) => canvas[(ChannelRole)role]).ToArray();
        double previous = 0, beforeThat = 0;
        for (var second = 0; second < canvas.Seconds; second++)
        {
            var share = course.Share(SleepStage.N2, second) + 0.8 * course.Share(SleepStage.N3, second);
            if (share < 0.02) continue;
            for (var i = second * canvas.SampleRateHz; i < (second + 1) * canvas.SampleRateHz; i++)
            {
                var wave = a1 * previous + a2 * beforeThat + drive * noise.Gaussian();
                (beforeThat, previous) = (previous, wave);
                var swell = 1 - traits.SigmaCoupling + traits.SigmaCoupling * 2.2 * upStates[i];
                var microvolts = level * share * swell * wave;
                for (var role = 0; role < traces.Length; role++) traces[role][i] += (float)(Gains[role] * microvolts);
            }
        }
    }
}
