using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>Tells events as the recorded derivations show them: where a derivation stands in for another, with the size that the event has in it.</summary>
/// <remarks>The size follows from the signals before any artefact: the derivation's regression on the trace in which the event was planted, over the event's duration; for spindles
/// and alpha after differences over 40 ms, which pass 8-16 Hz and little below.</remarks>
internal sealed class EventPlacement
{
    private const double LeastAlphaMicrovolts = 9.9, LeastSpindleMicrovolts = 5; // what is smaller nobody marks

    private readonly SignalCanvas _canvas;
    private readonly Dictionary<ChannelRole, RecordedTrace> _substitutes = [];

    /// <param name="canvas">What events were planted in.</param>
    /// <param name="traces">What is recorded.</param>
    public EventPlacement(SignalCanvas canvas, IReadOnlyList<RecordedTrace> traces)
    {
        _canvas = canvas;
        foreach (var role in Enum.GetValues<ChannelRole>())
        {
            var shown = Shown(role, traces) ?? (role == ChannelRole.ROC ? Shown(ChannelRole.LOC, traces) : role == ChannelRole.C4 ? Shown(ChannelRole.F4, traces) : null);
            if (shown is not null && !ReferenceEquals(shown.Microvolts, canvas[role])) _substitutes[role] = shown;
        }
    }

    /// <summary>The events, without those that are too small there to be marked.</summary>
    public IEnumerable<SleepEvent> Place(IEnumerable<SleepEvent> events) => events.Select(Place).Where(IsVisible);

    private static RecordedTrace? Shown(ChannelRole role, IReadOnlyList<RecordedTrace> traces) =>
        traces.FirstOrDefault(trace => trace.Derivation.Role == role && trace.Derivation.IsPrimary);

    private static bool IsVisible(SleepEvent item) => item.Kind switch
    {
        SleepEventKind.AlphaRhythm => item.AmplitudeMicrovolts >= LeastAlphaMicrovolts,
        SleepEventKind.Spindle => item.AmplitudeMicrovolts >= LeastSpindleMicrovolts,
        _ => true,
    };

    private SleepEvent Place(SleepEvent item) => !_substitutes.TryGetValue(item.Channel, out var shown) ? item
        : item with { Channel = shown.Derivation.Role, AmplitudeMicrovolts = item.AmplitudeMicrovolts * Share(item, _canvas[item.Channel], shown.Microvolts) };

    private double Share(SleepEvent item, float[] planted, float[] shown)
    {
        var rate = _canvas.SampleRateHz;
        var lag = item.Kind is SleepEventKind.Spindle or SleepEventKind.AlphaRhythm ? Math.Max(1, rate / 25) : 0;
        var (first, last) = (Math.Max(lag, (int)(item.OnsetSeconds * rate)), Math.Min(planted.Length, (int)Math.Ceiling(item.EndSeconds * rate)));
        double xx = 0, xy = 0, meanX = 0, meanY = 0;
        for (var i = first; i < last; i++) (meanX, meanY) = (meanX + X(i) / (last - first), meanY + Y(i) / (last - first));
        for (var i = first; i < last; i++) (xx, xy) = (xx + (X(i) - meanX) * (X(i) - meanX), xy + (X(i) - meanX) * (Y(i) - meanY));
        return xx > 0 ? Math.Min(3, Math.Abs(xy / xx)) : 1;

        double X(int i) => planted[i] - (lag > 0 ? planted[i - lag] : 0);
        double Y(int i) => shown[i] - (lag > 0 ? shown[i - lag] : 0);
    }
}
