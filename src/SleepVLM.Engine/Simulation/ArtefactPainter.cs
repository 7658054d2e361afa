using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>What the recording adds to the sleeper: movement, heart, sweat, mains, popping and failing electrodes. Never a hint at the stage.</summary>
internal sealed class ArtefactPainter(SignalCanvas canvas, SubjectTraits traits, NoiseSource noise)
{
    public void Paint(DisturbancePlan plan)
    {
        foreach (var movement in plan.Movements) AddMovement(movement);
        AddHeart();
        var mainsHz = noise.Chance(0.5) ? 50 : 60;
        // Recorders leave lines of their own inside the EEG band: 22 patients of one cohort share one at 22 Hz.
        var ownLineHz = noise.Chance(0.4) ? noise.Uniform(15, 40) : 0;
        foreach (var role in Enum.GetValues<ChannelRole>())
        {
            AddLine(role, mainsHz, noise.LogNormal(0.8, 1.2));
            if (ownLineHz > 0) AddLine(role, ownLineHz, noise.LogNormal(0.7, 0.6));
            AddSweat(role);
            AddPops(role);
        }
    }

    private void AddMovement(SleepEvent movement)
    {
        foreach (var role in Enum.GetValues<ChannelRole>())
        {
            var chin = role == ChannelRole.Chin;
            var swing = new SlowDrift(noise, chin ? 8 : movement.AmplitudeMicrovolts / 4, 0.35, 1.0 / canvas.SampleRateHz);
            var muscle = chin ? traits.ChinRmsMicrovolts * noise.LogNormal(4, 0.4) : noise.LogNormal(7, 0.6);
            var shape = canvas.Sample(movement.DurationSeconds, t =>
                Math.Min(1, Math.Min(t, movement.DurationSeconds - t) / 0.4) * (swing.Next() + muscle * noise.Gaussian()));
            canvas.Add(movement.OnsetSeconds, shape, Only(role));
        }
    }

    private void AddHeart()
    {
        var gains = Enumerable.Range(0, SignalCanvas.RoleCount).Select(role => noise.LogNormal(role == (int)ChannelRole.Chin ? 2.5 : 1.2, 0.9)).ToArray();
        var beat = canvas.Sample(0.12, t => Math.Exp(-Math.Pow((t - 0.05) / 0.009, 2)) - 0.35 * Math.Exp(-Math.Pow((t - 0.075) / 0.012, 2)));
        var rate = SlowDrift.Course(noise, canvas.Seconds + 1, 0.06, 20);
        for (var t = noise.Uniform(); t < canvas.Seconds; t += 60 / traits.HeartRate * Math.Exp(rate[(int)t])) canvas.Add(t, beat, gains);
    }

    private void AddLine(ChannelRole role, double hz, double microvolts)
    {
        if (hz >= canvas.SampleRateHz / 2.0 || microvolts < 0.05) return;
        var strength = SlowDrift.Course(noise, canvas.Seconds, 0.3, 600);
        var trace = canvas[role];
        // A rotating pointer is some ten times cheaper than a sine for each sample; it is set anew each second against rounding.
        var step = 2 * Math.PI * hz / canvas.SampleRateHz;
        var (stepSin, stepCos) = Math.SinCos(step);
        for (var second = 0; second < canvas.Seconds; second++)
        {
            var (y, x) = Math.SinCos(step * second * canvas.SampleRateHz);
            var size = microvolts * Math.Exp(strength[second]);
            var from = second * canvas.SampleRateHz;
            for (var i = from; i < from + canvas.SampleRateHz; i++)
            {
                trace[i] += (float)(size * y);
                (x, y) = (x * stepCos - y * stepSin, x * stepSin + y * stepCos);
            }
        }
    }

    private void AddSweat(ChannelRole role)
    {
        if (role == ChannelRole.Chin) return;
        var size = noise.Chance(0.12) ? noise.LogNormal(16, 0.5) : noise.LogNormal(4, 0.5);
        var drift = new SlowDrift(noise, size, 5, 0.25);
        var presence = SlowDrift.Course(noise, canvas.Seconds, 1, 1200);
        var (trace, block) = (canvas[role], canvas.SampleRateHz / 4);
        var (from, to) = (0.0, drift.Next());
        for (var i = 0; i < trace.Length; i++)
        {
            if (i % block == 0) (from, to) = (to, drift.Next() * Math.Clamp(presence[i / canvas.SampleRateHz] + 0.3, 0.1, 2));
            var u = (double)(i % block) / block;
            trace[i] += (float)(from + (to - from) * (u * u * (3 - 2 * u)));
        }
    }

    private void AddPops(ChannelRole role)
    {
        var meanGap = noise.Chance(0.06) ? 600 : 8000;
        for (var t = noise.Exponential(meanGap); t < canvas.Seconds; t += noise.Exponential(meanGap))
        {
            var (size, decay) = (noise.LogNormal(60, 0.7) * (noise.Chance(0.5) ? 1 : -1), noise.Uniform(0.03, 0.4));
            canvas.Add(t, canvas.Sample(5 * decay, u => size * Math.Exp(-u / decay)), Only(role));
        }
    }

    private static double[] Only(ChannelRole role)
    {
        var gains = new double[SignalCanvas.RoleCount];
        gains[(int)role] = 1;
        return gains;
    }
}
