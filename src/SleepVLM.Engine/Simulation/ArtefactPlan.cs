namespace SleepVLM.Engine.Simulation;

/// <summary>Stretches of single channels in which artefacts are planted plainly.</summary>
/// <remarks>Each kind affects about half of the channels, one at least, for a minute or more, a tenth of the night in all. Stretches of one channel lie 30 s apart at least, so
/// that each shows one fault.</remarks>
internal sealed class ArtefactPlan
{
    private const double ApartSeconds = 30;
    private const int Attempts = 40;
    private readonly List<(ArtefactKinds Kind, int Channel, double From, double To)> _stretches = [];

    /// <summary>Nothing planted.</summary>
    public static ArtefactPlan Empty { get; } = new();

    /// <param name="kinds">What to plant; pops are single events and have no stretch.</param>
    /// <param name="canHave">Whether a channel can have a kind.</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="seconds">Length of the recording.</param>
    /// <param name="noise">Where.</param>
    public static ArtefactPlan Draw(ArtefactKinds kinds, Func<ArtefactKinds, int, bool> canHave, int channels, int seconds, NoiseSource noise)
    {
        var plan = new ArtefactPlan();
        foreach (var kind in ArtefactNames.Kinds.Where(kind => kinds.HasFlag(kind) && kind != ArtefactKinds.ElectrodePop))
        {
            int[] able = [.. Enumerable.Range(0, channels).Where(channel => canHave(kind, channel))];
            if (able.Length == 0) continue;
            int[] chosen = [.. able.Where(_ => noise.Chance(0.5))];
            foreach (var channel in chosen.Length > 0 ? chosen : [able[(int)(noise.Uniform() * able.Length)]]) plan.Place(kind, channel, seconds, noise);
        }

        return plan;
    }

    /// <summary>Stretches of a kind in a channel, seconds.</summary>
    public IEnumerable<(double From, double To)> Of(ArtefactKinds kind, int channel) =>
        _stretches.Where(stretch => stretch.Kind == kind && stretch.Channel == channel).Select(stretch => (stretch.From, stretch.To));

    private void Place(ArtefactKinds kind, int channel, int seconds, NoiseSource noise)
    {
        var left = Math.Max(60, 0.1 * seconds);
        for (var attempt = 0; attempt < Attempts && left >= 60; attempt++)
        {
            var length = Math.Min(left, noise.Uniform(90, 600));
            var from = noise.Uniform(0, Math.Max(0, seconds - length));
            var to = Math.Min(seconds, from + length);
            if (_stretches.Any(other => other.Channel == channel && other.From < to + ApartSeconds && other.To > from - ApartSeconds)) continue;
            _stretches.Add((kind, channel, from, to));
            left -= length;
        }
    }
}
