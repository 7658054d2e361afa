using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>What the recording adds to the sleeper: movement, heart, sweat, mains, popping and failing electrodes. Never a hint at the stage.</summary>
/// <remarks>Left to themselves, artefacts come as they come in a recording, mostly faint; asked for, they are planted plainly in stretches, and no others occur.
/// Either way those that a technologist would note are told.</remarks>
internal sealed class ArtefactPainter
{
    // A technologist notes what stands out: hum above the signal, beats above its swings, drifts that a screen shows (docs/detectors.md, Signal quality).
    private const double PlainBeat = 3, PlainDriftMicrovolts = 30, PlainDrift = 2, PlainPopMicrovolts = 50;

    private readonly IReadOnlyList<RecordedTrace> _traces;
    private readonly SubjectTraits _traits;
    private readonly NoiseSource _noise;
    private readonly ArtefactKinds? _planted;
    private readonly List<SignalArtefact> _told = [];

    /// <param name="traces">The channels to be written.</param>
    /// <param name="traits">Of the sleeper.</param>
    /// <param name="planted">What was asked for; null for what comes by itself.</param>
    /// <param name="noise">Of everything here.</param>
    public ArtefactPainter(IReadOnlyList<RecordedTrace> traces, SubjectTraits traits, ArtefactKinds? planted, NoiseSource noise)
    {
        (_traces, _traits, _planted, _noise) = (traces, traits, planted, noise);
        Plan = planted is not { } kinds ? ArtefactPlan.Empty
            : ArtefactPlan.Draw(kinds, (kind, channel) => kind != ArtefactKinds.Sweat || traces[channel].Derivation.Role <= ChannelRole.O2, traces.Count, traces[0].Seconds, noise);
    }

    /// <summary>What is planted; the amplifier does its part of it.</summary>
    public ArtefactPlan Plan { get; }

    /// <summary>Paints all that happens before the amplifier.</summary>
    /// <param name="plan">Movements, and arousals that quicken the heart.</param>
    /// <param name="mainsHz">50 or 60; null to draw it.</param>
    /// <returns>What a technologist would note.</returns>
    public IReadOnlyList<SignalArtefact> Paint(DisturbancePlan plan, int? mainsHz)
    {
        foreach (var trace in _traces) trace.Measure();
        foreach (var movement in plan.Movements) AddMovement(movement);
        AddHeart(plan.Arousals);
        var drawnHz = _noise.Chance(0.5) ? 50 : 60;
        var ownLineHz = DrawOwnLine(mainsHz ?? drawnHz);
        for (var channel = 0; channel < _traces.Count; channel++)
        {
            AddMains(channel, mainsHz ?? drawnHz);
            if (ownLineHz > 0 && _planted is null) new LinePainter(_traces[channel], ownLineHz, _noise.LogNormal(1.4, 0.6), _noise).Paint(0, _traces[channel].Seconds);
            AddSweat(channel);
            AddPops(_traces[channel]);
        }

        return _told;
    }

    // Recorders leave lines of their own inside the EEG band. Where the sampling is not guarded, mains' third harmonic folds back: at 128 Hz 150 becomes 22 Hz,
    // which all 23 patients of one cohort show with 1 to 2 uV.
    private double DrawOwnLine(double mainsHz)
    {
        var kind = _noise.Uniform();
        if (kind >= 0.4) return 0;
        var anywhereHz = _noise.Uniform(12, 40);
        return kind < 0.2 ? Math.Abs(Math.IEEERemainder(3 * mainsHz, _traces[0].SampleRateHz)) : anywhereHz;
    }

    private void AddMovement(SleepEvent movement)
    {
        foreach (var trace in _traces)
        {
            var swing = new SlowDrift(_noise, trace.IsChin ? 8 : movement.AmplitudeMicrovolts / 4, 0.35, 1.0 / trace.SampleRateHz);
            var muscle = trace.IsChin ? _traits.ChinRmsMicrovolts * _noise.LogNormal(4, 0.4) : _noise.LogNormal(7, 0.6);
            trace.Add(movement.OnsetSeconds, trace.Sample(movement.DurationSeconds, t =>
                Math.Min(1, Math.Min(t, movement.DurationSeconds - t) / 0.4) * (swing.Next() + muscle * _noise.Gaussian())), 1);
        }
    }

    private void AddHeart(IReadOnlyList<SleepEvent> arousals)
    {
        var painter = new HeartPainter(_traces[0], _traits.HeartRate, arousals, _noise);
        for (var channel = 0; channel < _traces.Count; channel++)
        {
            var trace = _traces[channel];
            var gain = _noise.LogNormal(trace.IsChin ? 2.5 : 1.2, 0.9);
            var planted = _noise.Uniform(4, 8) * trace.TypicalRms;
            if (_planted is null)
            {
                painter.Paint(trace, gain, 0, trace.Seconds);
                Tell(ArtefactKinds.Ecg, trace, painter.Hertz, epoch => gain > PlainBeat * trace.EpochRms[epoch] ? gain : 0);
            }

            foreach (var (from, to) in Plan.Of(ArtefactKinds.Ecg, channel))
            {
                painter.Paint(trace, planted, from, to);
                _told.Add(new(ArtefactKinds.Ecg, trace.Derivation.Derivation, from, to - from, planted, painter.Hertz));
            }
        }
    }

    private void AddMains(int channel, double hertz)
    {
        var trace = _traces[channel];
        var (faint, plain) = (_noise.LogNormal(0.8, 1.2), _noise.Uniform(2, 5) * trace.TypicalRms * Math.Sqrt(2));
        if (hertz >= 0.45 * trace.SampleRateHz) return;
        if (_planted is null)
        {
            var strength = new LinePainter(trace, hertz, faint, _noise).Paint(0, trace.Seconds);
            Tell(ArtefactKinds.Mains, trace, hertz, epoch => strength[30 * epoch + 15] > Math.Sqrt(2) * trace.EpochRms[epoch] ? 2 * strength[30 * epoch + 15] : 0);
        }

        foreach (var (from, to) in Plan.Of(ArtefactKinds.Mains, channel))
        {
            new LinePainter(trace, hertz, plain, _noise).Paint(from, to);
            _told.Add(new(ArtefactKinds.Mains, trace.Derivation.Derivation, from, to - from, 2 * plain, hertz));
        }
    }

    private void AddSweat(int channel)
    {
        var trace = _traces[channel];
        if (trace.IsChin) return;
        var size = _noise.Chance(0.12) ? _noise.LogNormal(16, 0.5) : _noise.LogNormal(4, 0.5);
        var plain = Math.Max(_noise.Uniform(80, 200), 4 * trace.TypicalRms);
        if (_planted is null)
        {
            var spread = SweatPainter.Paint(trace, size, 0, trace.Seconds, isPresent: false, _noise);
            Tell(ArtefactKinds.Sweat, trace, 0, epoch => spread[epoch] > PlainDriftMicrovolts && spread[epoch] > PlainDrift * trace.EpochRms[epoch] ? 3 * spread[epoch] : 0);
        }

        foreach (var (from, to) in Plan.Of(ArtefactKinds.Sweat, channel))
        {
            SweatPainter.Paint(trace, plain, from, to, isPresent: true, _noise);
            _told.Add(new(ArtefactKinds.Sweat, trace.Derivation.Derivation, from, to - from, 3 * plain, 0));
        }
    }

    private void AddPops(RecordedTrace trace)
    {
        if (_planted is { } kinds && !kinds.HasFlag(ArtefactKinds.ElectrodePop)) return;
        var isPlanted = _planted is not null;
        var meanGap = isPlanted ? Math.Min(600, trace.Seconds / 4.0) : _noise.Chance(0.06) ? 600 : 8000;
        for (var t = _noise.Exponential(meanGap); t < trace.Seconds; t += _noise.Exponential(meanGap))
        {
            var (size, decay) = (_noise.LogNormal(isPlanted ? 200 : 60, isPlanted ? 0.4 : 0.7) * (_noise.Chance(0.5) ? 1 : -1), _noise.Uniform(0.03, 0.4));
            trace.Add(t, trace.Sample(5 * decay, u => Math.Exp(-u / decay)), size);
            if (Math.Abs(size) >= PlainPopMicrovolts) _told.Add(new(ArtefactKinds.ElectrodePop, trace.Derivation.Derivation, t, Math.Min(5 * decay, trace.Seconds - t), Math.Abs(size), 0));
        }
    }

    /// <summary>Tells the stretches of epochs in which something is plain.</summary>
    /// <param name="kind">What.</param>
    /// <param name="trace">Where.</param>
    /// <param name="hertz">Of it.</param>
    /// <param name="size">Of an epoch, microvolts; 0 where it is not plain.</param>
    private void Tell(ArtefactKinds kind, RecordedTrace trace, double hertz, Func<int, double> size)
    {
        for (int start = 0, end; start < trace.EpochRms.Count; start = end)
        {
            double largest = size(start);
            for (end = start + 1; largest > 0 && end < trace.EpochRms.Count && size(end) is > 0 and var next; end++) largest = Math.Max(largest, next);
            if (largest > 0) _told.Add(new(kind, trace.Derivation.Derivation, 30.0 * start, 30.0 * (end - start), largest, hertz));
        }
    }
}
