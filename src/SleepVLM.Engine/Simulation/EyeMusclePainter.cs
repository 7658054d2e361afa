using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>Muscle in the EOG: forehead, lids and temples awake, hardly anything once asleep; the reference of both eyes lies over a muscle of its own.</summary>
/// <remarks>Surface spectra of frontalis and temporalis rise to a broad maximum between 20 and 80 Hz (Goncharova et al. 2003). Sizes in
/// <see cref="SubjectTraits"/> were chosen; docs/simulator.md tells how.</remarks>
internal static class EyeMusclePainter
{
    private const double CornerHz = 60;
    /// <summary>Share of each EOG's variance that comes through the common reference.</summary>
    private const double ReferenceShare = 0.3;

    public static void Paint(SignalCanvas canvas, StageCourse course, SubjectTraits traits, NoiseSource noise)
    {
        var tone = ToneBySecond(canvas.Seconds, course, traits, noise);
        var reference = Muscle();
        foreach (var role in (ChannelRole[])[ChannelRole.LOC, ChannelRole.ROC])
        {
            var (own, trace) = (Muscle(), canvas[role]);
            for (var i = 0; i < trace.Length; i++)
                trace[i] += canvas.Between(tone, i) * (float)(Math.Sqrt(ReferenceShare) * reference[i] + Math.Sqrt(1 - ReferenceShare) * own[i]);
        }

        float[] Muscle()
        {
            var muscle = new float[canvas.SampleCount];
            noise.FillGaussian(muscle);
            RecursiveFilter.Rising(muscle, CornerHz, canvas.SampleRateHz, Math.Sqrt(canvas.SampleRateHz / 2.0) / BandRms(20, 100));
            return muscle;
        }
    }

    /// <summary>RMS between two frequencies, of noise of unit density (one-sided, 1/Hz) behind a first order high-pass.</summary>
    private static double BandRms(double lowHz, double highHz) =>
        Math.Sqrt(highHz - lowHz - CornerHz * (Math.Atan(highHz / CornerHz) - Math.Atan(lowHz / CornerHz)));

    private static float[] ToneBySecond(int seconds, StageCourse course, SubjectTraits traits, NoiseSource noise)
    {
        var restless = SlowDrift.Course(noise, seconds, 0.45, 20);
        var asleep = traits.EyeMuscleSleepShare;
        var tone = new float[seconds];
        for (var t = 0; t < seconds; t++)
        {
            var sleep = 2 * course.Share(SleepStage.N1, t) + course.Share(SleepStage.N2, t) + course.Share(SleepStage.N3, t) + 0.5 * course.Share(SleepStage.R, t);
            tone[t] = (float)(traits.EyeMuscleMicrovolts * Math.Exp(restless[t]) * (course.Share(SleepStage.W, t) + asleep * sleep));
        }
        return tone;
    }
}
