using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The heart beat as other channels pick it up: QRS complexes at one rhythm for all of them, faster for some seconds after each arousal.</summary>
internal sealed class HeartPainter
{
    private const double RiseAfterArousal = 0.12, RecoverySeconds = 8;
    private readonly List<double> _beats = [];
    private readonly float[] _shape;

    /// <param name="like">Gives rate and length.</param>
    /// <param name="beatsPerMinute">At rest.</param>
    /// <param name="arousals">In time order.</param>
    /// <param name="noise">Of the rhythm.</param>
    public HeartPainter(RecordedTrace like, double beatsPerMinute, IReadOnlyList<SleepEvent> arousals, NoiseSource noise)
    {
        Hertz = beatsPerMinute / 60;
        _shape = like.Sample(0.12, t => Math.Exp(-Math.Pow((t - 0.05) / 0.009, 2)) - 0.35 * Math.Exp(-Math.Pow((t - 0.075) / 0.012, 2)));
        var rate = SlowDrift.Course(noise, like.Seconds + 1, 0.06, 20);
        foreach (var arousal in arousals)
            for (var t = Math.Max(0, (int)arousal.OnsetSeconds); t < Math.Min(rate.Length, arousal.EndSeconds + 2 * RecoverySeconds); t++)
                rate[t] += (float)(RiseAfterArousal * Math.Exp(-Math.Max(0, t - arousal.EndSeconds) / RecoverySeconds));
        for (var t = noise.Uniform(); t < like.Seconds; t += 1 / (Hertz * Math.Exp(rate[(int)t]))) _beats.Add(t);
    }

    /// <summary>Rate at rest.</summary>
    public double Hertz { get; }

    /// <summary>Adds the beats of a stretch.</summary>
    /// <param name="trace">Where.</param>
    /// <param name="microvolts">Of the R wave; a negative or positive one by the electrodes' places does not matter here.</param>
    /// <param name="fromSeconds">Start.</param>
    /// <param name="toSeconds">End.</param>
    public void Paint(RecordedTrace trace, double microvolts, double fromSeconds, double toSeconds)
    {
        foreach (var beat in _beats)
            if (beat >= fromSeconds && beat < toSeconds) trace.Add(beat, _shape, microvolts);
    }
}
