using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The way from the electrode to the file: corner frequencies, sampling, failing leads, steps and limits of the converter.</summary>
/// <param name="outputHz">Rate of the file.</param>
/// <param name="plan">Failures that are planted.</param>
/// <param name="isLeftToChance">Whether leads may fail and limits be low by themselves.</param>
/// <param name="noise">Of everything here.</param>
internal sealed class Amplifier(double outputHz, ArtefactPlan plan, bool isLeftToChance, NoiseSource noise)
{
    private readonly List<SignalArtefact> _told = [];

    /// <summary>Leads that came off and signals that were cut off, in no order.</summary>
    public IReadOnlyList<SignalArtefact> Told => _told;

    /// <summary>Records all channels; their traces are used up.</summary>
    public IReadOnlyList<RecordedChannel> Record(IReadOnlyList<RecordedTrace> traces)
    {
        var (slowCorner, fastCorner) = (noise.LogNormal(0.12, 0.5), noise.Uniform(42, 110));
        var recorded = new List<RecordedChannel>();
        for (var channel = 0; channel < traces.Count; channel++)
        {
            var trace = traces[channel];
            RecursiveFilter.HighPass(trace.Microvolts, trace.IsChin ? noise.Uniform(1, 9) : slowCorner, trace.SampleRateHz);
            RecursiveFilter.LowPass(trace.Microvolts, trace.IsChin ? Math.Max(70, fastCorner) : fastCorner, trace.SampleRateHz);
            var samples = Resampler.Convert(trace.Microvolts, trace.SampleRateHz, outputHz);
            var derivation = trace.Derivation.Derivation;
            Fail(samples, derivation, channel);
            var step = noise.LogNormal(0.06, 0.5);
            var low = noise.Uniform(250, 600);
            var isLow = noise.Chance(0.3) && isLeftToChance;
            foreach (var (from, to) in plan.Of(ArtefactKinds.Clipping, channel))
            {
                isLow = true;
                Overload(samples, from, to, low);
            }

            recorded.Add(new RecordedChannel(trace.Derivation, Quantise(samples, step, isLow ? low : 3000, derivation), step));
        }

        return recorded;
    }

    /// <summary>Leads that come off: silent, or picking up whatever is around, for a part of the night.</summary>
    private void Fail(float[] samples, Derivation derivation, int channel)
    {
        if (noise.Chance(0.05) && isLeftToChance)
        {
            var onset = noise.Uniform() * samples.Length / outputHz;
            var end = Math.Min(samples.Length / outputHz, onset + noise.LogNormal(900, 1.2));
            var (keep, level) = noise.Chance(0.5) ? (0f, noise.Uniform(0, 0.4)) : (0.3f, noise.LogNormal(60, 0.6));
            Loosen(samples, derivation, onset, end, keep, level);
        }

        foreach (var (from, to) in plan.Of(ArtefactKinds.Detached, channel))
            Loosen(samples, derivation, from, to, 0, noise.Chance(0.5) ? noise.Uniform(0, 0.1) : noise.LogNormal(25, 0.5));
    }

    private void Loosen(float[] samples, Derivation derivation, double fromSeconds, double toSeconds, float keep, double level)
    {
        var (from, to) = ((int)(fromSeconds * outputHz), Math.Min(samples.Length, (int)(toSeconds * outputHz)));
        for (var i = from; i < to; i++) samples[i] = keep * samples[i] + (float)(level * noise.Gaussian());
        _told.Add(new(ArtefactKinds.Detached, derivation, fromSeconds, (to - from) / outputHz, Math.Round(level, 1), 0));
    }

    /// <summary>Swings beyond the converter's limit, as a polarised electrode or a pulled lead makes them.</summary>
    private void Overload(float[] samples, double fromSeconds, double toSeconds, double limit)
    {
        var (hertz, size) = (noise.Uniform(0.35, 1), limit * noise.Uniform(1.2, 1.7));
        var (from, to) = ((int)(fromSeconds * outputHz), Math.Min(samples.Length, (int)(toSeconds * outputHz)));
        for (var i = from; i < to; i++) samples[i] += (float)(size * Math.Sin(2 * Math.PI * hertz * (i - from) / outputHz));
    }

    private short[] Quantise(float[] samples, double step, double limitMicrovolts, Derivation derivation)
    {
        const double apartSeconds = 5;
        var digital = new short[samples.Length];
        var limit = Math.Floor(Math.Min(limitMicrovolts / step, short.MaxValue));
        var leastRun = Math.Max(3, (int)Math.Ceiling(0.01 * outputHz));
        var (run, stretchStart, stretchEnd) = (0, -1, -1);
        for (var i = 0; i < samples.Length; i++)
        {
            var value = Math.Clamp(Math.Round(samples[i] / step), -limit, limit);
            digital[i] = (short)value;
            run = Math.Abs(value) == limit ? run + 1 : 0;
            if (run < leastRun) continue;
            if (stretchStart >= 0 && i - run - stretchEnd > apartSeconds * outputHz)
            {
                TellClipping(stretchStart, stretchEnd);
                stretchStart = -1;
            }

            if (stretchStart < 0) stretchStart = i - run + 1;
            stretchEnd = i;
        }

        if (stretchStart >= 0) TellClipping(stretchStart, stretchEnd);
        return digital;

        void TellClipping(int first, int last) =>
            _told.Add(new(ArtefactKinds.Clipping, derivation, first / outputHz, (last + 1 - first) / outputHz, limit * step, 0));
    }
}

/// <summary>A channel as it goes into the file.</summary>
/// <param name="Derivation">What it is.</param>
/// <param name="Samples">Steps of the converter.</param>
/// <param name="StepMicrovolts">Microvolts of a step.</param>
internal sealed record RecordedChannel(SimulatedDerivation Derivation, short[] Samples, double StepMicrovolts);
