using System.Globalization;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Simulation;

/// <summary>Writes a simulated night as other programs read it.</summary>
public static class SimulatedNightFile
{
    private static readonly DateTime LightsOff = new(2020, 1, 1, 22, 0, 0); // any date does; a fixed one keeps equal nights equal files

    /// <summary>EDF+ with the channels in view, a stage annotation for each run of equal stages, and an annotation for each event and artefact (<see cref="TruthEntry"/>).</summary>
    /// <param name="path">The file to be; one that exists is replaced.</param>
    /// <param name="night">What to write.</param>
    /// <param name="progress">Told the part that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Nothing is left behind when cancelled.</param>
    /// <exception cref="SleepVlmException">The file cannot be written.</exception>
    public static void WriteEdf(string path, SimulatedNight night, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var recordSeconds = SampleRates.RecordLength(night.Settings.SampleRateHz)!.Value;
        var perRecord = (int)Math.Round(night.Settings.SampleRateHz * recordSeconds);
        EdfPlusSignal[] signals = [.. night.Recorded.Select(channel => Signal(channel, perRecord))];
        var records = (int)night.DurationSeconds / recordSeconds;
        using var writer = new EdfPlusWriter(path, new EdfPlusHeader(LightsOff, recordSeconds, signals), records, Annotations(night));
        for (var record = 0; record < records; record++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var segment = new SignalSegment((double)record * recordSeconds, recordSeconds);
            writer.WriteRecord([.. night.Recorded.Select(channel => new ReadOnlyMemory<float>(Array.ConvertAll(night.Read(channel, segment), value => (float)value)))]);
            if (record % 600 == 0) progress?.Report((double)record / records);
        }
        writer.Complete();
        progress?.Report(1);
    }

    /// <summary>
    /// All events and artefacts as comma-separated values: kind, onset and duration in seconds, place in the montage, derivation, microvolts peak to peak, hertz; the last two
    /// 0 where there is none. Artefacts have the names of <see cref="ArtefactKinds"/>.
    /// </summary>
    /// <param name="path">The file to be; one that exists is replaced.</param>
    /// <param name="night">What to write.</param>
    /// <exception cref="SleepVlmException">The file cannot be written.</exception>
    public static void WriteEvents(string path, SimulatedNight night)
    {
        var text = new StringBuilder("kind,onset_s,duration_s,channel,derivation,amplitude_uv,frequency_hz\n");
        foreach (var (kind, at, seconds, derivation, microvolts, hertz) in Rows(night).OrderBy(row => row.Onset))
            text.Append(CultureInfo.InvariantCulture, $"{kind},{at:0.000},{seconds:0.000},{derivation?.Role.ToString()},{derivation?.Derivation},{microvolts:0.0},{hertz:0.00}\n");
        using var file = new AtomicFile(path);
        file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        file.Commit();
    }

    private static EdfPlusSignal Signal(RecordedChannel channel, int perRecord)
    {
        var largest = channel.Samples.Max(value => Math.Abs((int)value));
        var range = Math.Ceiling(largest * channel.StepMicrovolts) + 1;
        return new EdfPlusSignal(channel.Derivation.Label, perRecord, -range, range);
    }

    private static IEnumerable<(string Kind, double Onset, double Duration, SimulatedDerivation? Derivation, double Microvolts, double Hertz)> Rows(SimulatedNight night)
    {
        var derivations = SimulatedDerivation.Of(night.Settings.Montage);
        foreach (var item in night.Events)
            yield return (item.Kind.ToString(), item.OnsetSeconds, item.DurationSeconds,
                derivations.FirstOrDefault(derivation => derivation.IsPrimary && derivation.Role == item.Channel), item.AmplitudeMicrovolts, item.FrequencyHz);
        foreach (var item in night.Artefacts)
            yield return (item.Kind.ToString(), item.OnsetSeconds, item.DurationSeconds,
                derivations.First(derivation => derivation.Derivation == item.Derivation), item.AmplitudeMicrovolts, item.FrequencyHz);
    }

    private static IEnumerable<Annotation> Annotations(SimulatedNight night)
    {
        for (int start = 0, end; start < night.Epochs.Count; start = end)
        {
            for (end = start + 1; end < night.Epochs.Count && night.Epochs[end].Stage == night.Epochs[start].Stage; end++) { }
            yield return new Annotation(night.Epochs[start].Index.OnsetSeconds, (end - start) * EpochIndex.Duration.TotalSeconds, $"Sleep stage {night.Epochs[start].Stage}");
        }

        foreach (var item in night.Events)
        {
            var shown = night.Recorded.FirstOrDefault(channel => channel.Derivation.IsPrimary && channel.Derivation.Role == item.Channel);
            yield return new TruthEntry(item.Kind, null, item.OnsetSeconds, item.DurationSeconds, shown?.Derivation.Label ?? "", item.AmplitudeMicrovolts, item.FrequencyHz).ToAnnotation();
        }

        foreach (var item in night.Artefacts)
            if (night.Recorded.FirstOrDefault(channel => channel.Derivation.Derivation == item.Derivation) is { } shown)
                yield return new TruthEntry(null, item.Kind, item.OnsetSeconds, item.DurationSeconds, shown.Derivation.Label, item.AmplitudeMicrovolts, item.FrequencyHz).ToAnnotation();
    }
}
