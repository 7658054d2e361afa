namespace SleepVLM.Engine.Simulation;

/// <summary>A side of the head.</summary>
internal enum Hemisphere { Left, Right }

/// <summary>The EEG over a stroke: spindles and alpha weakened, slow activity of changing shape added, in every stage.</summary>
/// <remarks>Vock et al. 2002 (J Sleep Res 11:331) and Bassetti and Aldrich 2001 (Sleep Med 2:185): less spindling over the lesion, slower EEG. The added activity is 0.5 to 3 Hz and
/// stays below the 75 uV of slow waves for most of the time.</remarks>
internal sealed class HemisphereLesion
{
    private const double LowHz = 7, HighHz = 16.5;

    private readonly double _deltaMicrovolts;

    private HemisphereLesion(Hemisphere side, double kept, double deltaMicrovolts) => (Side, Kept, _deltaMicrovolts) = (side, kept, deltaMicrovolts);

    /// <summary>Where it is.</summary>
    public Hemisphere Side { get; }

    /// <summary>Share of the amplitude of 7-16.5 Hz that is left.</summary>
    public double Kept { get; }

    /// <summary>Null for sleepers without a stroke.</summary>
    public static HemisphereLesion? Draw(Disorder disorder, NoiseSource noise) => disorder != Disorder.Stroke ? null
        : new HemisphereLesion(noise.Chance(0.5) ? Hemisphere.Left : Hemisphere.Right, noise.Uniform(0.25, 0.6), noise.Uniform(7, 12));

    /// <summary>Changes the EEG of the side, frontal to occipital.</summary>
    /// <param name="traces">Microvolts; delta is common to them and weaker towards the back.</param>
    /// <param name="sampleRateHz">Their rate.</param>
    /// <param name="noise">Of the slow activity.</param>
    public void Apply(IReadOnlyList<float[]> traces, int sampleRateHz, NoiseSource noise)
    {
        var delta = SlowActivity(traces[0].Length, sampleRateHz, noise);
        for (var place = 0; place < traces.Count; place++)
        {
            var trace = traces[place];
            var fast = (float[])trace.Clone();
            RecursiveFilter.BothWays(fast, span => RecursiveFilter.LowPass(span, HighHz, sampleRateHz));
            var slow = (float[])trace.Clone();
            RecursiveFilter.BothWays(slow, span => RecursiveFilter.LowPass(span, LowHz, sampleRateHz));
            var gain = (float)(1 - 0.2 * place);
            for (var i = 0; i < trace.Length; i++) trace[i] += gain * delta[i] - (float)(1 - Kept) * (fast[i] - slow[i]);
        }
    }

    private float[] SlowActivity(int length, int sampleRateHz, NoiseSource noise)
    {
        var trace = new float[length];
        noise.FillGaussian(trace);
        RecursiveFilter.BothWays(trace, span => RecursiveFilter.LowPass(span, 2.2, sampleRateHz));
        RecursiveFilter.BothWays(trace, span => RecursiveFilter.HighPass(span, 0.6, sampleRateHz));
        double power = 0;
        foreach (var value in trace) power += (double)value * value;
        var unit = _deltaMicrovolts / Math.Sqrt(power / length + 1e-12);
        var swell = SlowDrift.Course(noise, length / sampleRateHz + 1, 0.4, 20);
        for (var i = 0; i < length; i++) trace[i] *= (float)(unit * Math.Exp(swell[i / sampleRateHz]));
        return trace;
    }
}
