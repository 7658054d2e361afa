using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>What an ideal observer knows of a subject's events: mean shapes in every derivation, or frequency and distribution of rhythms.</summary>
/// <remarks>Read off a night of the same subject whose events are planted four times as large as their background; short, middle and long events are averaged apart.</remarks>
internal static class IdealShapes
{
    private const double LeadSeconds = 0.1;
    private const int Lengths = 3, FewestEvents = 5;

    /// <summary>The templates of a kind.</summary>
    /// <param name="kind">Spindle, K complex or rapid eye movement.</param>
    /// <param name="plain">A night of the subject in which the events are plain, filtered as the night to look at.</param>
    /// <param name="events">True events of that night.</param>
    public static TemplateSet Of(SleepEventKind kind, IReadOnlyList<ChannelSignal> plain, IReadOnlyList<SleepEvent> events)
    {
        SleepEvent[] ofKind = [.. events.Where(item => item.Kind == kind && item.OnsetSeconds > 1 && item.EndSeconds < plain[0].Seconds - 1)];
        return kind == SleepEventKind.Spindle
            ? new TemplateSet([.. ofKind.GroupBy(item => item.Channel).SelectMany(group => Groups([.. group]).Select(part => Rhythm(plain, part)))], true, false)
            : new TemplateSet([.. Groups(ofKind).Select(part => Mean(plain, part, kind == SleepEventKind.RapidEyeMovement))], false, kind == SleepEventKind.RapidEyeMovement);
    }

    private static IEnumerable<SleepEvent[]> Groups(SleepEvent[] events) =>
        events.OrderBy(item => item.DurationSeconds).Chunk(Math.Max(FewestEvents, (events.Length + Lengths - 1) / Lengths)).Where(part => part.Length >= FewestEvents);

    /// <summary>Events stretched to one length and averaged; where they go either way, each with the sign of its own largest deflection.</summary>
    private static WaveTemplate Mean(IReadOnlyList<ChannelSignal> plain, SleepEvent[] events, bool bothSigns)
    {
        var rateHz = plain[0].RateHz;
        var duration = events[events.Length / 2].DurationSeconds;
        int lead = (int)(LeadSeconds * rateHz), length = (int)(duration * rateHz) + 2 * lead;
        float[][] mean = [.. plain.Select(_ => new float[length])];
        foreach (var item in events)
        {
            int Place(int i) => (int)Math.Round((item.OnsetSeconds + (i - lead) / (duration * rateHz) * item.DurationSeconds) * rateHz);
            var of = plain.First(channel => channel.Role == item.Channel);
            var before = of.Samples[Place(0)];
            var sign = bothSigns && of.Samples[Place(lead + length / 4)] < before ? -1 : 1;
            for (var channel = 0; channel < plain.Count; channel++)
                for (var i = 0; i < length; i++) mean[channel][i] += sign * plain[channel].Samples[Place(i)] / events.Length;
        }

        return new WaveTemplate(mean, lead, duration);
    }

    /// <summary>A wave of the mean frequency under a smooth envelope, as large in each derivation as the events are there.</summary>
    private static WaveTemplate Rhythm(IReadOnlyList<ChannelSignal> plain, SleepEvent[] events)
    {
        var rateHz = plain[0].RateHz;
        double[] gains = [.. plain.Select(channel => 0.0)];
        for (var i = 0; i < gains.Length; i++) gains[i] = Sum(plain[i]) / Sum(plain.First(channel => channel.Role == events[0].Channel));
        double hertz = events.Average(item => item.FrequencyHz), duration = events[events.Length / 2].DurationSeconds;
        return WaveTemplate.Of(gains, rateHz, duration, t => Math.Sin(Math.PI * t / duration) * Math.Cos(2 * Math.PI * hertz * t));

        double Sum(ChannelSignal channel)
        {
            var sigma = channel.Filtered(Sections.BandPass(4, 10.5, 16.5, rateHz));
            var own = plain.First(other => other.Role == events[0].Channel).Filtered(Sections.BandPass(4, 10.5, 16.5, rateHz));
            return events.Sum(item => Enumerable.Range((int)(item.OnsetSeconds * rateHz), (int)(item.DurationSeconds * rateHz)).Sum(i => (double)sigma[i] * own[i]));
        }
    }
}
