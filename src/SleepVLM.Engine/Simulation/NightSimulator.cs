using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>Makes nights of polysomnography with known truth, to teach and to test stagers.</summary>
/// <remarks>Spectra, stage dynamics and variety between people are measured ones. What a night is made of, in order: a subject, a hypnogram,
/// disturbances, the shares of each stage's physiology over time, the background, graphoelements, eyes, chin, artefacts, the amplifier; then it is scored.</remarks>
public static class NightSimulator
{
    /// <summary>Makes a night; equal settings give equal nights.</summary>
    /// <exception cref="SimulationException">A setting is out of range.</exception>
    public static SimulatedNight Simulate(SimulationSettings settings, CancellationToken cancellationToken = default) =>
        Simulate(settings, null, cancellationToken);

    /// <inheritdoc cref="Simulate(SimulationSettings, CancellationToken)"/>
    /// <param name="settings">What to make.</param>
    /// <param name="progress">Told the part that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops between frames.</param>
    public static SimulatedNight Simulate(SimulationSettings settings, IProgress<double>? progress, CancellationToken cancellationToken = default)
    {
        settings.Validate();
        var noise = new NoiseSource(settings.Seed);
        var traits = SubjectTraits.Draw(noise.Fork());
        if (settings.EventLevelDb is not null) traits = traits.WithSteadyBackground();
        var planned = settings.Hypnogram ?? NightArchitecture.Plan(settings.EpochCount, noise.Fork());
        var plan = DisturbancePlan.Draw(planned, traits, noise.Fork());
        var course = StageCourse.Build(planned, traits, noise.Fork());
        var arousalDepth = noise.Fork();
        foreach (var arousal in plan.Arousals) course.Arouse(arousal.OnsetSeconds, arousal.DurationSeconds, arousalDepth.Uniform(0.25, 0.7));

        var canvas = new SignalCanvas(settings.SampleRateHz, planned.Count * 30);
        var background = new BackgroundSynthesizer(canvas, course, traits, noise.Fork());
        background.Paint(cancellationToken);
        progress?.Report(0.5);
        var events = new List<SleepEvent>(plan.Arousals.Concat(plan.Movements));
        var upStates = UpStates.Find(canvas);
        SigmaPainter.Paint(canvas, course, traits, background, upStates, noise.Fork());
        events.AddRange(new SleepWavePainter(canvas, course, traits, background, upStates, settings.EventLevelDb, noise.Fork()).Paint());
        cancellationToken.ThrowIfCancellationRequested();
        events.AddRange(SlowWaveFinder.Find(canvas[ChannelRole.F4], settings.SampleRateHz));
        var slowWavesOnScreen = SlowWaveFinder.FindOnScreen(canvas[ChannelRole.F4], settings.SampleRateHz);
        events.AddRange(AlphaPainter.Paint(canvas, course, traits, noise.Fork()));
        events.AddRange(new EyePainter(canvas, course, traits, settings.EventLevelDb, noise.Fork()).Paint());
        cancellationToken.ThrowIfCancellationRequested();
        ChinPainter.Paint(canvas, course, traits, plan, noise.Fork());
        progress?.Report(0.7);
        new ArtefactPainter(canvas, traits, noise.Fork()).Paint(plan);
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(0.85);
        var (samples, steps) = Amplifier.Record(canvas, noise.Fork());

        events.Sort((a, b) => a.OnsetSeconds.CompareTo(b.OnsetSeconds));
        var chin = ChinByEpoch(samples[(int)ChannelRole.Chin], steps[(int)ChannelRole.Chin], planned.Count);
        var (epochs, truths) = NightScorer.Score(planned, events, slowWavesOnScreen, chin, noise.Fork());
        progress?.Report(1);
        return new SimulatedNight(settings, samples, steps, events, epochs, truths);
    }

    private static double[] ChinByEpoch(short[] samples, double step, int epochs)
    {
        var length = samples.Length / epochs;
        return [.. Enumerable.Range(0, epochs).Select(epoch =>
        {
            var sum = 0.0;
            foreach (var value in samples.AsSpan(epoch * length, length)) sum += (double)value * value;
            return step * Math.Sqrt(sum / length);
        })];
    }
}
