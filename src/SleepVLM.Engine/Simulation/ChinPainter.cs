using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The chin channel: tone that sinks in sleep and is lowest in R, on an amplifier's floor that hides it in some recordings.</summary>
internal static class ChinPainter
{
    public static void Paint(SignalCanvas canvas, StageCourse course, SubjectTraits traits, DisturbancePlan plan, NoiseSource noise)
    {
        var gain = ToneBySecond(canvas.Seconds, course, traits, noise);
        var trace = canvas[ChannelRole.Chin];
        noise.FillGaussian(trace);
        var (low, previous) = (0f, 0f);
        var softness = (float)noise.Uniform(0.0, 0.55); // how much the tissue damps high frequencies
        var normal = (float)Math.Sqrt((1 + softness) / (1 - softness));
        for (var i = 0; i < trace.Length; i++)
        {
            low = softness * low + (1 - softness) * trace[i];
            // The difference takes out what lies below the muscle's band.
            trace[i] = canvas.Between(gain, i) * normal * 0.8f * (low - 0.35f * previous);
            previous = low;
        }
        AddTwitches(canvas, course, traits, noise);
        foreach (var arousal in plan.Arousals) AddBurst(canvas, arousal.OnsetSeconds + noise.Uniform(0, 1), arousal.DurationSeconds, traits.ChinRmsMicrovolts * noise.LogNormal(1, 0.5), noise);
    }

    private static float[] ToneBySecond(int seconds, StageCourse course, SubjectTraits traits, NoiseSource noise)
    {
        var slow = SlowDrift.Course(noise, seconds, 0.22, 1500);
        var restless = SlowDrift.Course(noise, seconds, 0.45, 20);
        var floor = noise.LogNormal(0.6, 0.5);
        var (n1, n2) = (Math.Sqrt(traits.ChinSleepShare), traits.ChinSleepShare);
        var tone = new float[seconds];
        for (var t = 0; t < seconds; t++)
        {
            var wake = course.Share(SleepStage.W, t);
            var share = wake * Math.Exp(restless[t]) + n1 * course.Share(SleepStage.N1, t) + n2 * course.Share(SleepStage.N2, t)
                + 0.92 * n2 * course.Share(SleepStage.N3, t) + n2 * traits.ChinRemShare * course.Share(SleepStage.R, t);
            var breath = traits.SnoreMicrovolts * Math.Max(0, Math.Sin(2 * Math.PI * t / traits.BreathSeconds)) * (1 - wake) * (slow[t] > 0 ? 1 : 0.1);
            tone[t] = (float)Math.Sqrt(Math.Pow(traits.ChinRmsMicrovolts * share * Math.Exp(slow[t]), 2) + floor * floor + breath * breath);
        }
        return tone;
    }

    private static void AddTwitches(SignalCanvas canvas, StageCourse course, SubjectTraits traits, NoiseSource noise)
    {
        var (gap, size) = (6 / traits.RemTwitches, 0.7 * Math.Sqrt(traits.RemTwitches));
        for (var t = noise.Exponential(gap); t < canvas.Seconds; t += noise.Exponential(gap))
            if (noise.Chance(course.Share(SleepStage.R, t) * 0.5 + 0.04 / traits.RemTwitches))
                AddBurst(canvas, t, noise.Uniform(0.1, 0.6), traits.ChinRmsMicrovolts * noise.LogNormal(size, 0.6), noise);
    }

    private static void AddBurst(SignalCanvas canvas, double onset, double duration, double rms, NoiseSource noise) =>
        canvas.Add(onset, canvas.Sample(duration, t => rms * Math.Sin(Math.PI * t / duration) * noise.Gaussian()), [0, 0, 0, 0, 0, 1]);
}
