using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>What the eyes do: saccades and blinks awake, rolling in drowsiness, bursts of rapid movements in R; all leak into the frontal EEG.</summary>
internal sealed class EyePainter(SignalCanvas canvas, StageCourse course, SubjectTraits traits, double? levelDb, NoiseSource noise)
{
    private readonly double _rightShare = noise.Uniform(0.7, 1.1);
    private readonly double _leak = noise.Uniform(0.06, 0.22);
    private readonly EventLevel _level = EventLevel.OfSwing(canvas, levelDb, 0.3, 8, ChannelRole.LOC);
    private readonly List<SleepEvent> _events = [];

    public IReadOnlyList<SleepEvent> Paint()
    {
        var phasic = SlowDrift.Course(noise, canvas.Seconds, 1, 14);
        var openness = SlowDrift.Course(noise, canvas.Seconds, 1, 90);
        var drowsiness = SlowDrift.Course(noise, canvas.Seconds, 1, 40);
        var eyesOpen = -1 + 2 * (1 - traits.EyesClosedShare);
        for (var t = 0; t < canvas.Seconds; t++)
        {
            var (wake, n1, rem) = (course.Share(SleepStage.W, t), course.Share(SleepStage.N1, t), course.Share(SleepStage.R, t));
            var open = openness[t] < 1.4 * eyesOpen ? 1 : 0.1;
            if (Happens(rem * rem * traits.RemsPerMinute * (phasic[t] > 0.6 ? 4.5 : 0.15))) AddRapidMovement(t + noise.Uniform());
            if (Happens(wake * wake * open * traits.RemsPerMinute * 1.4)) AddRapidMovement(t + noise.Uniform());
            if (Happens(wake * wake * open * 11)) AddBlink(t + noise.Uniform());
            if (drowsiness[t] > -0.3 && Happens(traits.SlowEyeMovementRate * (6 * n1 + 0.9 * wake * (1 - 0.8 * open) + 0.4 * course.Share(SleepStage.N2, t) * n1)))
                AddSlowMovement(t + noise.Uniform());
        }
        return _events;
    }

    private bool Happens(double perMinute) => noise.Chance(perMinute / 60);

    private double[] Conjugate(double sign) => [-sign * _leak * _rightShare, -sign * _leak * 0.35, 0, sign, -sign * _rightShare, 0];

    private void AddRapidMovement(double onset)
    {
        var amplitude = Math.Clamp(noise.LogNormal(traits.EyeMovementMicrovolts, 0.4), 20, 350);
        var (rise, hold, back) = (noise.Uniform(0.05, 0.16), noise.Exponential(0.22) + 0.04, noise.Uniform(0.12, 0.7));
        var duration = rise + hold + back;
        if (!_level.HasRoom(onset, duration)) return;
        var shape = canvas.Sample(duration, t => amplitude * (
            t < rise ? Smooth(t / rise) : t < rise + hold ? 1 - 0.15 * (t - rise) / hold : 0.85 * (1 - Smooth((t - rise - hold) / back))));
        var gain = _level.Gain(ChannelRole.LOC, onset, shape);
        canvas.Add(onset, shape, Conjugate(noise.Chance(0.5) ? gain : -gain));
        _events.Add(new(SleepEventKind.RapidEyeMovement, onset, duration, ChannelRole.LOC, gain * amplitude, 0));
    }

    private void AddSlowMovement(double onset)
    {
        var hz = noise.Uniform(0.18, 0.45);
        var duration = noise.Uniform(1, 2.5) / hz;
        var amplitude = noise.LogNormal(traits.EyeMovementMicrovolts * 0.9, 0.35);
        canvas.Add(onset, canvas.Sample(duration, t =>
            amplitude / 2 * Math.Sin(2 * Math.PI * hz * t) * Math.Min(1, Math.Min(t, duration - t) / 0.6)), Conjugate(noise.Chance(0.5) ? 1 : -1));
        _events.Add(new(SleepEventKind.SlowEyeMovement, onset, duration, ChannelRole.LOC, amplitude, hz));
    }

    private void AddBlink(double onset)
    {
        var amplitude = noise.LogNormal(traits.EyeMovementMicrovolts * 1.3, 0.3);
        var duration = noise.Uniform(0.2, 0.42);
        canvas.Add(onset, canvas.Sample(duration, t => amplitude * Math.Pow(Math.Sin(Math.PI * Math.Pow(t / duration, 0.8)), 2)),
            [0.55, 0.2, 0.04, traits.BlinkSymmetry, 1, 0]);
        _events.Add(new(SleepEventKind.Blink, onset, duration, ChannelRole.ROC, amplitude, 0));
    }

    private static double Smooth(double u) => u * u * (3 - 2 * u);
}
