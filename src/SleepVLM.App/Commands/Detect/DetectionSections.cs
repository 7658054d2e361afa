using System.Globalization;
using SleepVLM.App.Commands.Info;
using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;

namespace SleepVLM.App.Commands.Detect;

/// <summary>Lays out what was detected.</summary>
internal static class DetectionSections
{
    public static IReadOnlyList<InfoSection> Of(NightAnalysis analysis, IReadOnlySet<SleepEventKind> kinds) =>
        [PerKind(analysis.Detections, kinds), PerHour(analysis.Detections, kinds), WholeNight(analysis.Night), Quality(analysis.Detections)];

    private static InfoSection PerKind(NightDetections night, IReadOnlySet<SleepEventKind> kinds) => new(
        "Events", ["kind", "derivation", "events", "per hour", "median s", "median uV", "median Hz", "epochs looked at"],
        [
            .. from found in night.Events
               where kinds.Contains(found.Kind)
               group found by (found.Kind, found.Channel, found.Derivation) into same
               orderby same.Key.Kind, same.Key.Channel
               let looked = Enumerable.Range(0, night.EpochCount).Count(epoch => night.Around(new EpochIndex(epoch)).LookedFor.Contains(same.Key.Kind))
               select new[]
               {
                   EventNames.Text(same.Key.Kind), same.Key.Derivation.ToString(), Tables.Whole(same.Count()), Figure(same.Count() / (looked / 120.0)),
                   Median(same.Select(found => found.DurationSeconds), "0.0"), Median(same.Select(found => found.AmplitudeMicrovolts), "0"),
                   Median(same.Select(found => found.FrequencyHz), "0.0"), Tables.Whole(looked),
               },
        ]);

    private static InfoSection PerHour(NightDetections night, IReadOnlySet<SleepEventKind> kinds)
    {
        var hours = (int)Math.Ceiling(night.EpochCount / 120.0);
        SleepEventKind[] present = [.. night.Events.Select(found => found.Kind).Where(kinds.Contains).Distinct().Order()];
        return new InfoSection("Events in each hour, all derivations", ["kind", .. Enumerable.Range(1, hours).Select(Tables.Whole)],
        [
            .. present.Select(kind => Enumerable.Range(0, hours)
                .Select(hour => Tables.Whole(night.Events.Count(found => found.Kind == kind && (int)(found.OnsetSeconds / 3600) == hour)))
                .Prepend(EventNames.Text(kind)).ToArray()),
        ]);
    }

    private static InfoSection WholeNight(NightMeasurements night) => new("Whole night", [],
    [
        ["alpha rhythm", night.IsAlphaProducer switch { true => "produced", false => "not produced", _ => "cannot be told" }],
        ["alpha frequency", Or(night.AlphaHz, "Hz")],
        ["typical EEG, RMS", Or(night.EegMicrovoltsRms, "uV")],
        ["chin tone, 5th percentile", Or(night.ChinToneLowMicrovolts, "uV")],
        ["chin tone, 95th percentile", Or(night.ChinToneHighMicrovolts, "uV")],
    ]);

    private static InfoSection Quality(NightDetections night)
    {
        SignalQuality[] all = [.. Enumerable.Range(0, night.EpochCount).SelectMany(epoch => night.Around(new EpochIndex(epoch)).Quality)];
        SignalFault[] faults = [.. Enum.GetValues<SignalFault>().Where(fault => fault != SignalFault.None && all.Any(quality => quality.Faults.HasFlag(fault)))];
        return new InfoSection("Signal quality: epochs with each fault", ["channel", "derivation", "assessable", "clean", .. faults.Select(fault => fault.ToString())],
        [
            .. all.GroupBy(quality => (quality.Channel, quality.Derivation)).OrderBy(channel => channel.Key.Channel).Select(channel =>
                (string[])[channel.Key.Channel.ToString(), channel.Key.Derivation.ToString(), Tables.Whole(channel.Count(q => q.IsAssessable)),
                    Tables.Whole(channel.Count(q => q.Faults == SignalFault.None)), .. faults.Select(fault => Tables.Whole(channel.Count(q => q.Faults.HasFlag(fault))))]),
        ]);
    }

    private static string Median(IEnumerable<double> values, string format)
    {
        double[] sorted = [.. values.Where(value => value > 0).Order()];
        return sorted.Length == 0 ? "" : sorted[sorted.Length / 2].ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Or(double? value, string unit) => value is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.0} {unit}") : "not known";

    private static string Figure(double value) => double.IsFinite(value) ? value.ToString("0.0", CultureInfo.InvariantCulture) : "";
}
