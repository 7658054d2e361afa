using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Eyes;
using SleepVLM.Engine.Detection.Joint;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection;

/// <summary>What was found in all channels of a night.</summary>
internal sealed class NightFindings
{
    private readonly Dictionary<ChannelRole, ChannelFindings> _eeg = [];
    private readonly List<DetectedEvent> _blinks = [], _arousals = [], _eyeTraces = [];

    /// <summary>Looks at the whole night.</summary>
    public NightFindings(NightSignals signals, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Signals = signals;
        foreach (var channel in signals.Channels) _ = channel.Quality;
        progress?.Report(0.15);
        Chin = ChinTone.Of(signals);
        Movements = BodyMovements.Of(signals, Chin);
        // Without a chin, movement is read off the EEG itself and cannot forbid what is read off it too.
        var movements = Chin?.SecondMedian > 0 ? Movements : null;
        var evidence = JointEvidence.Of(signals, cancellationToken);
        var eyes = signals.Eyes is var (left, right) ? new EyePair(left, right) : null;
        if (eyes is not null)
        {
            var frontal = signals.Channel(ChannelRole.F4);
            RapidEyeMovements = RapidEyeMovements.Of(eyes, frontal, movements);
            _blinks.AddRange(Blinks.Events(eyes, frontal, movements));
            _eyeTraces.AddRange(EyeTraces.Of(eyes));
        }

        progress?.Report(0.25);
        ChannelSignal[] eeg = [.. signals.Eeg];
        for (var i = 0; i < eeg.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _eeg[eeg[i].Role] = new ChannelFindings(eeg[i], eeg.Length < 2 ? null : eeg[i == 0 ? 1 : i - 1], eyes, movements);
            progress?.Report(0.25 + 0.55 * (i + 1) / eeg.Length);
        }

        if (eeg.Length > 1)
        {
            var confirmed = JointSpindles.Confirmed(evidence!.Spindles, eeg[0]);
            foreach (var found in _eeg.Values) found.KeepSpindles(confirmed);
        }

        if (eyes is not null)
        {
            var remLike = RemLikeSeconds.Of(Chin, eeg.FirstOrDefault(), _eeg.Values.Select(found => found.Spindles));
            RapidEyeMovements!.Include(JointEyeMovements.Find(evidence!.EyeMovements, eyes, remLike, movements));
            SlowEyeMovements = SlowEyeMovements.Of(eyes, RapidEyeMovements.Covered);
        }

        if (eeg.Length > 0)
        {
            DetectedEvent[] joint =
            [
                .. JointSpindles.Events(evidence!.Spindles, eeg, _eeg.Values.Select(found => found.Spindles)),
                .. JointKComplexes.Events(evidence.KComplexes, eeg, [.. _eeg.Values], eyes, movements),
            ];
            foreach (var found in _eeg.Values) found.Include(joint);
        }

        var context = new RemContext(RapidEyeMovements?.Events ?? [], _eeg.Values.Select(found => found.Spindles), eeg.FirstOrDefault()?.RateHz ?? 1);
        foreach (var channel in eeg) _arousals.AddRange(new Arousals(channel, Chin, context.LooksLikeRem).Events());
    }

    public NightSignals Signals { get; }

    /// <summary>Null without both EOG channels.</summary>
    public RapidEyeMovements? RapidEyeMovements { get; }

    /// <summary>Null without both EOG channels.</summary>
    public SlowEyeMovements? SlowEyeMovements { get; }

    /// <summary>Null without chin EMG.</summary>
    public ChinTone? Chin { get; }

    /// <summary>Null where movement cannot be told.</summary>
    public BodyMovements? Movements { get; }

    public ChannelFindings? Eeg(ChannelRole role) => _eeg.GetValueOrDefault(role);

    /// <summary>Findings of the first of the roles that can be assessed in an epoch; null where none can.</summary>
    public ChannelFindings? First(int epoch, params ReadOnlySpan<ChannelRole> roles) =>
        Signals.First(epoch, roles) is { } channel ? _eeg[channel.Role] : null;

    /// <summary>What lies below the operating points, each channel for itself.</summary>
    public IEnumerable<DetectedEvent> Traces() => [.. _eeg.Values.SelectMany(found => found.Traces), .. _eyeTraces];

    /// <summary>All events, each channel for itself.</summary>
    public IEnumerable<DetectedEvent> Events() =>
    [
        .. _eeg.Values.SelectMany(found => found.Events()), .. _arousals, .. _blinks, .. RapidEyeMovements?.Events ?? [],
        .. SlowEyeMovements?.Events ?? [], .. Movements?.Events() ?? [],
    ];
}
