using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>Graphoelements of sleep in the EEG: spindles, K complexes, vertex waves, sawtooth waves.</summary>
internal sealed class SleepWavePainter(
    SignalCanvas canvas, StageCourse course, SubjectTraits traits, BackgroundSynthesizer background, UpStates upStates, double? levelDb, NoiseSource noise)
{
    private static readonly double[] SpindleGains = [0.75, 1, 0.4, 0.28, 0.28, 0];
    private static readonly double[] FrontalSpindleGains = [1, 0.7, 0.2, 0.4, 0.4, 0];
    private static readonly double[] KComplexGains = [1, 0.8, 0.4, 0.5, 0.5, 0];
    private static readonly double[] VertexGains = [0.6, 1, 0.3, 0.2, 0.2, 0];
    private static readonly double[] SawtoothGains = [0.8, 1, 0.4, 0.3, 0.3, 0];
    private readonly EventLevel _spindleLevel = EventLevel.OfRms(canvas, levelDb, ChannelRole.F4, ChannelRole.C4);
    private readonly EventLevel _kComplexLevel = EventLevel.OfSwing(canvas, levelDb, 0.5, 5, ChannelRole.F4);
    private readonly List<SleepEvent> _events = [];

    /// <param name="leadingKComplexes">Onsets of K complexes that others planned.</param>
    public IReadOnlyList<SleepEvent> Paint(IReadOnlyList<double> leadingKComplexes)
    {
        foreach (var onset in leadingKComplexes) AddKComplex(onset);
        // Sigma comes and goes about every 50 s in stable NREM sleep (Lecci et al. 2017); spindles and K complexes follow it.
        var rhythm = SlowDrift.Course(noise, canvas.Seconds, 0.6, 40);
        var period = noise.Uniform(40, 65);
        for (var t = 0; t < canvas.Seconds; t++)
        {
            var (n1, n2, n3, rem) = (course.Share(SleepStage.N1, t), course.Share(SleepStage.N2, t), course.Share(SleepStage.N3, t), course.Share(SleepStage.R, t));
            var swell = Math.Max(0, 1 + 0.8 * Math.Sin(2 * Math.PI * t / period) + rhythm[t]);
            if (Happens(traits.SpindlesPerMinute * swell * (n2 * n2 + 0.25 * n3 + 0.02 * rem))) AddSpindle(upStates.Choose(t, 3, noise));
            if (Happens(traits.KComplexesPerMinute * swell * (n2 + 0.2 * n3))) AddKComplex(t + noise.Uniform());
            if (Happens(1.4 * n1 * n1)) AddVertexWave(t + noise.Uniform());
            if (Happens(1.4 * rem * rem * swell)) AddSawtooth(t + noise.Uniform());
        }
        return _events;
    }

    private bool Happens(double perMinute) => noise.Chance(perMinute / 60);

    private void AddSpindle(double onset)
    {
        var frontal = noise.Chance(0.2);
        var hz = Math.Clamp(noise.Gaussian(traits.SpindleHz - (frontal ? 1.2 : 0), 0.35), 11, 16);
        var duration = Math.Clamp(noise.LogNormal(0.9, 0.35), 0.5, 2.5);
        if (!_spindleLevel.HasRoom(onset, duration)) return;
        var rms = SigmaPainter.TypicalRms(background) * traits.SpindleProminence * noise.LogNormal(1, 0.25);
        var (skew, phase, slowing) = (noise.Uniform(0.7, 1.4), noise.Uniform(0, 2 * Math.PI), noise.Gaussian(-0.4, 0.3));
        // The envelope's RMS over its length is 0.6 of the peak; amplitude is told at the peak, as it is read from a trace.
        var peak = rms * Math.Sqrt(2) / 0.61;
        var role = frontal ? ChannelRole.F4 : ChannelRole.C4;
        var gain = Plant(_spindleLevel, role, onset, frontal ? FrontalSpindleGains : SpindleGains, canvas.Sample(duration, t =>
        {
            var u = t / duration;
            return peak * Math.Pow(Math.Sin(Math.PI * Math.Pow(u, skew)), 1.2) * Math.Sin(phase + 2 * Math.PI * (hz + slowing * (u - 0.5)) * t);
        }));
        _events.Add(new(SleepEventKind.Spindle, onset, duration, role, gain * 2 * peak, hz));
    }

    private void AddKComplex(double onset)
    {
        var amplitude = Math.Clamp(traits.KComplexMicrovolts * noise.LogNormal(1, 0.28), 60, 450);
        var (fall, rise) = (noise.Uniform(0.22, 0.4), noise.Uniform(0.4, 0.75));
        var duration = fall + rise;
        if (!_kComplexLevel.HasRoom(onset, duration)) return;
        var negative = amplitude * noise.Uniform(0.52, 0.68);
        var gain = Plant(_kComplexLevel, ChannelRole.F4, onset, KComplexGains, canvas.Sample(duration, t => t < fall
            ? -negative * Math.Pow(Math.Sin(Math.PI * t / fall), 1.3)
            : (amplitude - negative) * Math.Pow(Math.Sin(Math.PI * (t - fall) / rise), 1.2)));
        _events.Add(new(SleepEventKind.KComplex, onset, duration, ChannelRole.F4, gain * amplitude, 0));
        if (noise.Chance(0.3)) AddSpindle(onset + duration * noise.Uniform(0.5, 1.1));
    }

    /// <summary>Adds a shape at the level asked for; returns the factor it took.</summary>
    private double Plant(EventLevel level, ChannelRole role, double onset, double[] gains, float[] shape)
    {
        var gain = level.Gain(role, onset, shape);
        canvas.Add(onset, shape, gain == 1 ? gains : [.. gains.Select(share => gain * share)]);
        return gain;
    }

    private void AddVertexWave(double onset)
    {
        var amplitude = noise.LogNormal(70, 0.3);
        var duration = noise.Uniform(0.18, 0.4);
        canvas.Add(onset, canvas.Sample(duration, t =>
        {
            var u = t / duration;
            return amplitude * (-0.75 * Math.Exp(-Math.Pow((u - 0.4) / 0.16, 2)) + 0.25 * Math.Exp(-Math.Pow((u - 0.8) / 0.14, 2)));
        }), VertexGains);
        _events.Add(new(SleepEventKind.VertexWave, onset, duration, ChannelRole.C4, amplitude, 0));
    }

    private void AddSawtooth(double onset)
    {
        var (hz, duration, amplitude) = (noise.Uniform(2, 4.5), Math.Clamp(noise.LogNormal(2.5, 0.5), 1, 8), noise.LogNormal(28, 0.3));
        canvas.Add(onset, canvas.Sample(duration, t =>
        {
            var u = hz * t % 1;
            var ramp = u < 0.7 ? u / 0.7 - 0.5 : 0.5 - (u - 0.7) / 0.3;
            return amplitude * ramp * Math.Min(1, Math.Min(t, duration - t) / 0.3);
        }), SawtoothGains);
        _events.Add(new(SleepEventKind.SawtoothWaves, onset, duration, ChannelRole.C4, amplitude, hz));
    }
}
