using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>Makes nights of polysomnography with known truth, to teach and to test stagers.</summary>
/// <remarks>Spectra, stage dynamics and variety between people are measured ones. What a night is made of, in order: a subject, a hypnogram,
/// disturbances, the shares of each stage's physiology over time, the background, graphoelements, eyes, chin, the derivations that are recorded, artefacts, the
/// amplifier; then it is scored.</remarks>
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
        var fate = SimulatedSubject.OfFate(settings);
        var subject = SimulatedSubject.Of(settings, noise, fate);
        var traits = settings.EventLevelDb is null ? subject.Traits : subject.Traits.WithSteadyBackground();
        traits = traits.Without(settings.Without);
        var planNoise = noise.Fork();
        var planned = settings.Hypnogram ?? NightArchitecture.Plan(settings.EpochCount, subject.Tendency, planNoise);
        var plan = DisturbancePlan.Draw(planned, traits, noise.Fork());
        if (settings.Disorder == Disorder.Apnoea) plan = plan.WithApnoeas(planned, fate.Fork());
        var lesion = HemisphereLesion.Draw(settings.Disorder, fate.Fork());
        var course = StageCourse.Build(planned, traits, noise.Fork());
        var arousalDepth = noise.Fork();
        foreach (var arousal in plan.Arousals) course.Arouse(arousal.OnsetSeconds, arousal.DurationSeconds, arousalDepth.Uniform(0.25, 0.7));

        var canvas = new SignalCanvas(SampleRates.Synthesis(settings.SampleRateHz), planned.Count * 30);
        var background = new BackgroundSynthesizer(canvas, course, traits, noise.Fork());
        background.Paint(cancellationToken);
        progress?.Report(0.5);
        var events = new List<SleepEvent>();
        var upStates = UpStates.Find(canvas);
        SigmaPainter.Paint(canvas, course, traits, background, upStates, noise.Fork());
        events.AddRange(new SleepWavePainter(canvas, course, traits, background, upStates, settings.EventLevelDb, noise.Fork()).Paint(plan.LeadingKComplexes));
        cancellationToken.ThrowIfCancellationRequested();
        events.AddRange(AlphaPainter.Paint(canvas, course, traits, noise.Fork()));
        // N3 is told by the healthy side: a lesion's slow activity is there in every stage.
        var slowWavesOnScreen = SlowWaveFinder.FindOnScreen(canvas[ChannelRole.F4], canvas.SampleRateHz);
        var left = SimulatedDerivation.Of(settings.Montage).Any(derivation => derivation.LiesOver(Hemisphere.Left)) ? LeftHemisphere.Mirror(canvas, fate.Fork()) : null;
        if (lesion is not null) events = [.. Injure(lesion, canvas, left, events, fate.Fork())];
        events.AddRange(SlowWaveFinder.Find(canvas[ChannelRole.F4], canvas.SampleRateHz));
        var eyes = noise.Fork();
        events.AddRange(new EyePainter(canvas, course, traits, settings.EventLevelDb, eyes).Paint());
        EyeMusclePainter.Paint(canvas, course, traits, eyes);
        left?.Follow(canvas);
        cancellationToken.ThrowIfCancellationRequested();
        ChinPainter.Paint(canvas, course, traits, plan, noise.Fork());
        progress?.Report(0.7);

        var head = new HeadSignals(canvas, left);
        RecordedTrace[] traces = [.. SimulatedDerivation.Of(settings.Montage).Select(derivation => new RecordedTrace(derivation, head.Derive(derivation), canvas.SampleRateHz))];
        events = [.. new EventPlacement(canvas, traces).Place(events.Concat(plan.Arousals)), .. plan.Movements];
        var painter = new ArtefactPainter(traces, traits, settings.PlantedArtefacts, noise.Fork());
        var artefacts = painter.Paint(plan, settings.MainsHz).ToList();
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(0.85);
        var amplifier = new Amplifier(settings.SampleRateHz, painter.Plan, settings.PlantedArtefacts is null, noise.Fork());
        var recorded = amplifier.Record(traces);
        artefacts.AddRange(amplifier.Told);

        SleepEvent[] inOrder = [.. events.OrderBy(item => item.OnsetSeconds)];
        var (epochs, truths) = NightScorer.Score(planned, inOrder, slowWavesOnScreen, ChinByEpoch(recorded, canvas, planned.Count), noise.Fork());
        progress?.Report(1);
        return new SimulatedNight(settings, recorded, inOrder, [.. artefacts.OrderBy(item => item.OnsetSeconds)], epochs, truths);
    }

    private static IEnumerable<SleepEvent> Injure(HemisphereLesion lesion, SignalCanvas canvas, LeftHemisphere? left, IReadOnlyList<SleepEvent> events, NoiseSource noise)
    {
        var isLeft = lesion.Side == Hemisphere.Left;
        if (!isLeft || left is not null)
            lesion.Apply(isLeft ? left!.Traces : [canvas[ChannelRole.F4], canvas[ChannelRole.C4], canvas[ChannelRole.O2]], canvas.SampleRateHz, noise);
        left?.Ignore(canvas);
        return events.Select(item => !isLeft && item.Kind is SleepEventKind.Spindle or SleepEventKind.AlphaRhythm
            ? item with { AmplitudeMicrovolts = lesion.Kept * item.AmplitudeMicrovolts } : item);
    }

    /// <summary>RMS of the chin in each epoch, microvolts; as the muscle made it where no chin is recorded.</summary>
    private static double[] ChinByEpoch(IReadOnlyList<RecordedChannel> recorded, SignalCanvas canvas, int epochs)
    {
        var chin = recorded.FirstOrDefault(channel => channel.Derivation.Role == ChannelRole.Chin);
        var length = (chin?.Samples.Length ?? canvas.SampleCount) / epochs;
        return [.. Enumerable.Range(0, epochs).Select(epoch =>
        {
            var sum = 0.0;
            for (var i = epoch * length; i < (epoch + 1) * length; i++)
            {
                var value = chin is null ? canvas[ChannelRole.Chin][i] : chin.StepMicrovolts * chin.Samples[i];
                sum += value * value;
            }

            return Math.Sqrt(sum / length);
        })];
    }
}
