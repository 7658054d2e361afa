using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Eeg;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Joint;

/// <summary>Spindles that the derivations show together though none alone shows them plainly.</summary>
internal static class JointSpindles
{
    private const double Least = 4.5, LeastToConfirm = 3.6, ApartSeconds = 0.3, LeastMicrovolts = 10;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"matched filter over all derivations: {SigmaBands.LowHz}-{SigmaBands.HighHz} Hz, {Least} SD of the background");

    /// <summary>Whether the derivations together speak for a spindle of a single one, though less plainly; where their background is unknown, for all.</summary>
    /// <param name="evidence">Of spindles.</param>
    /// <param name="eeg">An EEG channel.</param>
    public static Func<DetectedEvent, bool> Confirmed(Evidence evidence, ChannelSignal eeg)
    {
        var speaking = new Stretches(
            [.. evidence.Peaks(LeastToConfirm).Select(peak => new Stretch((int)(peak.OnsetSeconds * eeg.RateHz), (int)(peak.EndSeconds * eeg.RateHz), (float)peak.Value))], eeg.Samples.Length);
        return found => !evidence.IsKnown(found.OnsetSeconds) || speaking.Covered((int)(found.OnsetSeconds * eeg.RateHz), (int)(found.EndSeconds * eeg.RateHz)) > 0;
    }

    /// <summary>Those that lie 0.3 s or more from the spindles found already, each told of the EEG channel in which it is largest.</summary>
    /// <param name="evidence">Of spindles.</param>
    /// <param name="eeg">EEG channels.</param>
    /// <param name="found">Spindles of single channels.</param>
    public static IEnumerable<DetectedEvent> Events(Evidence evidence, IReadOnlyList<ChannelSignal> eeg, IEnumerable<Stretches> found)
    {
        if (eeg.Count < 2) yield break;
        Stretches[] known = [.. found];
        var apart = (int)(ApartSeconds * eeg[0].RateHz);
        foreach (var peak in evidence.Peaks(Least))
        {
            var rateHz = eeg[0].RateHz;
            int from = (int)(peak.OnsetSeconds * rateHz), to = Math.Min(eeg[0].Samples.Length, (int)(peak.EndSeconds * rateHz)), second = (from + to) / 2 / rateHz;
            if (known.Any(stretches => stretches.Covered(from - apart, to + apart) > 0)) continue;
            var hertz = EventShapes.Hertz(peak.Template);
            ChannelSignal[] usable = [.. eeg.Where(channel => channel.Quality.IsUsable(peak.OnsetSeconds, peak.EndSeconds))];
            if (usable.Length == 0) continue;
            var largest = usable.MaxBy(channel => RhythmSize.Of(channel.Samples[from..to], rateHz, hertz))!;
            if (RhythmSize.Of(largest.Samples[from..to], rateHz, hertz) < LeastMicrovolts) continue;
            if (!RhythmSize.Lasts(largest.Samples[Math.Max(0, from - apart / 2)..Math.Min(largest.Samples.Length, to + apart / 2)], rateHz, hertz) || !SleepContext.OutweighsAlpha(largest, second)) continue;
            yield return largest.Event(
                SleepEventKind.Spindle, from, to, RhythmSize.Of(largest.Samples[from..to], rateHz, hertz), hertz, Score.Above(peak.Value, Least), OperatingPoint);
        }
    }
}
