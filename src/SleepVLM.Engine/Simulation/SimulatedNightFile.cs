using System.Globalization;
using System.Text;
using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Simulation;

/// <summary>Writes a simulated night as other programs read it.</summary>
public static class SimulatedNightFile
{
    private static readonly DateTime LightsOff = new(2020, 1, 1, 22, 0, 0); // any date does; a fixed one keeps equal nights equal files

    /// <summary>EDF+ with the channels in view, a stage annotation for each run of equal stages, and an annotation for each event.</summary>
    /// <param name="path">The file to be; one that exists is replaced.</param>
    /// <param name="night">What to write.</param>
    /// <param name="progress">Told the part that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Nothing is left behind when cancelled.</param>
    /// <exception cref="SleepVlmException">The file cannot be written.</exception>
    public static void WriteEdf(string path, SimulatedNight night, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var rate = night.Settings.SampleRateHz;
        var signals = new List<EdfPlusSignal>();
        var traces = new List<float[]>();
        for (var row = 0; row < night.Montage.Channels.Count; row++)
        {
            traces.Add(Array.ConvertAll(night.Read(row, night.Segments[0]), value => (float)value));
            var range = Math.Ceiling(traces[row].Max(Math.Abs)) + 1;
            signals.Add(new EdfPlusSignal(Label(night.Montage.Channels[row]), rate, -range, range));
        }

        var seconds = (int)night.DurationSeconds;
        using var writer = new EdfPlusWriter(path, new EdfPlusHeader(LightsOff, 1, signals), seconds, Annotations(night));
        for (var second = 0; second < seconds; second++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.WriteRecord([.. traces.Select(trace => new ReadOnlyMemory<float>(trace, second * rate, rate))]);
            if (second % 600 == 0) progress?.Report((double)second / seconds);
        }
        writer.Complete();
        progress?.Report(1);
    }

    /// <summary>All events as comma-separated values: kind, onset and duration in seconds, channel, microvolts peak to peak, hertz.</summary>
    /// <param name="path">The file to be; one that exists is replaced.</param>
    /// <param name="night">What to write.</param>
    /// <exception cref="SleepVlmException">The file cannot be written.</exception>
    public static void WriteEvents(string path, SimulatedNight night)
    {
        var text = new StringBuilder("kind,onset_s,duration_s,channel,amplitude_uv,frequency_hz\n");
        foreach (var item in night.Events)
            text.Append(CultureInfo.InvariantCulture, $"{item.Kind},{item.OnsetSeconds:0.000},{item.DurationSeconds:0.000},{item.Channel},{item.AmplitudeMicrovolts:0.0},{item.FrequencyHz:0.00}\n");
        using var file = new AtomicFile(path);
        file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        file.Commit();
    }

    private static string Label(MontageChannel channel) => channel.Role switch
    {
        ChannelRole.Chin => $"EMG {channel.Derivation}",
        ChannelRole.LOC or ChannelRole.ROC => $"EOG {channel.Derivation}",
        _ => $"EEG {channel.Derivation}",
    };

    private static IEnumerable<Annotation> Annotations(SimulatedNight night)
    {
        for (int start = 0, end; start < night.Epochs.Count; start = end)
        {
            for (end = start + 1; end < night.Epochs.Count && night.Epochs[end].Stage == night.Epochs[start].Stage; end++) { }
            yield return new Annotation(night.Epochs[start].Index.OnsetSeconds, (end - start) * EpochIndex.Duration.TotalSeconds, $"Sleep stage {night.Epochs[start].Stage}");
        }
        foreach (var item in night.Events)
        {
            var row = night.Montage.RowOf(item.Channel);
            // EDF+ names the signal of an annotation after two at-signs; an event of a channel that is left out belongs to none.
            var place = row < 0 ? "" : $"@@{Label(night.Montage.Channels[row])}";
            yield return new Annotation(Math.Round(Math.Max(0, item.OnsetSeconds), 3), Math.Round(item.DurationSeconds, 3), EventNames.Text(item.Kind) + place);
        }
    }
}
