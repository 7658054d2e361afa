using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Eeg;
using SleepVLM.Engine.Detection.Eyes;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection;

/// <summary>What was found in one EEG channel.</summary>
internal sealed class ChannelFindings
{
    private readonly List<DetectedEvent> _spindles, _slowWaveEvents, _kComplexes, _vertexWaves, _sawtooth;

    /// <param name="channel">EEG.</param>
    /// <param name="neighbour">Another EEG channel; null where there is none.</param>
    /// <param name="eyes">Null without two EOG channels.</param>
    /// <param name="movements">Null where they cannot be told.</param>
    public ChannelFindings(ChannelSignal channel, ChannelSignal? neighbour, EyePair? eyes, BodyMovements? movements)
    {
        Channel = channel;
        Alpha = AlphaRhythm.Of(channel);
        var spindles = Eeg.Spindles.Of(channel);
        _spindles = [.. spindles.Events()];
        Spindles = Cover(_spindles);
        var pairs = SlowWaves.Pairs(channel, eyes, movements);
        SlowWaveMeter = new SlowWaveMeter(channel, pairs);
        _slowWaveEvents = [.. SlowWaves.Events(channel, pairs)];
        _kComplexes = [.. Eeg.KComplexes.Events(channel, neighbour, eyes, movements)];
        KComplexes = Cover(_kComplexes);
        Traces = [.. spindles.Traces(), .. KComplexTraces.Of(channel, pairs)];
        _vertexWaves = [.. VertexWaves.Events(channel)];
        _sawtooth = [.. SawtoothWaves.Events(channel)];
    }

    public ChannelSignal Channel { get; }

    public AlphaRhythm Alpha { get; }

    public SlowWaveMeter SlowWaveMeter { get; }

    /// <summary>Spindles as stretches; <see cref="Stretch.Size"/> is peak to peak.</summary>
    public Stretches Spindles { get; private set; }

    /// <summary>K complexes as stretches.</summary>
    public Stretches KComplexes { get; private set; }

    /// <summary>Spindles and K complexes below their operating points; those at them are among the traces too.</summary>
    public IReadOnlyList<DetectedEvent> Traces { get; }

    /// <summary>Gives up the spindles that do not fulfil a condition.</summary>
    public void KeepSpindles(Func<DetectedEvent, bool> isKept)
    {
        _spindles.RemoveAll(found => !isKept(found));
        Spindles = Cover(_spindles);
    }

    /// <summary>Takes in what several channels show together, of this one.</summary>
    public void Include(IEnumerable<DetectedEvent> joint)
    {
        var own = joint.Where(found => found.Channel == Channel.Role).ToLookup(found => found.Kind);
        _spindles.AddRange(own[SleepEventKind.Spindle]);
        _kComplexes.AddRange(own[SleepEventKind.KComplex]);
        (Spindles, KComplexes) = (Cover(_spindles), Cover(_kComplexes));
    }

    public IEnumerable<DetectedEvent> Events() => [.. Alpha.Events(), .. _spindles, .. _slowWaveEvents, .. _kComplexes, .. _vertexWaves, .. _sawtooth];

    private Stretches Cover(List<DetectedEvent> events) => new(
        [.. events.Select(found => new Stretch(
            (int)Math.Round(found.OnsetSeconds * Channel.RateHz), (int)Math.Round(found.EndSeconds * Channel.RateHz), (float)found.AmplitudeMicrovolts))],
        Channel.Samples.Length);
}
