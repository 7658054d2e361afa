using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The occipital alpha rhythm: it waxes and wanes with eyes closed, breaks up on falling asleep and flashes in arousals.</summary>
internal static class AlphaPainter
{
    private static readonly double[] Gains = [0.34, 0.5, 1, 0.24, 0.24, 0];
    private const double VisibleRmsMicrovolts = 3.5;

    /// <returns>Stretches in which the rhythm can be seen, with their truth.</returns>
    public static IReadOnlyList<SleepEvent> Paint(SignalCanvas canvas, StageCourse course, SubjectTraits traits, NoiseSource noise)
    {
        var closed = EyesClosed(canvas.Seconds, traits, noise);
        var strength = SlowDrift.Course(noise, canvas.Seconds, 0.25, 300);
        var events = new List<SleepEvent>();
        for (var t = noise.Uniform(0, 2); t < canvas.Seconds - 1;)
        {
            var second = (int)t;
            var wake = course.Share(SleepStage.W, t);
            var rem = course.Share(SleepStage.R, t);
            var drive = wake * (closed[second] ? 0.9 : 0.12) + 0.13 * course.Share(SleepStage.N1, t) + 0.03 * rem;
            if (!noise.Chance(drive)) { t += noise.Exponential(1.3) + 0.2; continue; }
            var duration = Math.Clamp(noise.LogNormal(1 + 4.5 * drive * drive, 0.55), 0.5, 20);
            var frequency = traits.AlphaHz + noise.Gaussian(0, 0.25) - (rem > 0.6 ? 1 : 0);
            var rms = traits.AlphaRmsMicrovolts * Math.Exp(strength[second]) * noise.LogNormal(0.7 + 0.3 * wake, 0.2);
            canvas.Add(t, Wave(canvas, duration, frequency, rms, noise), Gains);
            if (rms >= VisibleRmsMicrovolts)
                events.Add(new(SleepEventKind.AlphaRhythm, t, duration, ChannelRole.O2, 2 * Math.Sqrt(2) * rms, frequency));
            t += duration + noise.Exponential(0.35);
        }
        return events;
    }

    private static float[] Wave(SignalCanvas canvas, double duration, double frequency, double rms, NoiseSource noise)
    {
        var shape = new float[Math.Max(1, (int)(duration * canvas.SampleRateHz))];
        var amplitude = new SlowDrift(noise, 0.35, 0.6, 0.1);
        var wander = new SlowDrift(noise, 0.35, 0.5, 0.1);
        var (phase, envelope, hz, block) = (noise.Uniform(0, 2 * Math.PI), 1.0, frequency, Math.Max(1, canvas.SampleRateHz / 10));
        for (var i = 0; i < shape.Length; i++)
        {
            if (i % block == 0) (envelope, hz) = (Math.Max(0.15, 1 + amplitude.Next()), frequency + wander.Next());
            var edge = Math.Min(1, Math.Min(i, shape.Length - 1 - i) / (0.2 * canvas.SampleRateHz));
            phase += 2 * Math.PI * hz / canvas.SampleRateHz;
            shape[i] = (float)(Math.Sqrt(2) * rms * edge * envelope * Math.Sin(phase));
        }
        return shape;
    }

    /// <summary>Eyes stay open or closed for a minute or so; in the dark mostly closed.</summary>
    private static bool[] EyesClosed(int seconds, SubjectTraits traits, NoiseSource noise)
    {
        var closed = new bool[seconds];
        var state = noise.Chance(traits.EyesClosedShare);
        for (var t = 0; t < seconds; state = !state)
        {
            var until = t + 3 + noise.Exponential(120 * (state ? traits.EyesClosedShare : 1 - traits.EyesClosedShare));
            for (; t < Math.Min(until, seconds); t++) closed[t] = state;
        }
        return closed;
    }
}
