using SleepVLM.Contracts;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Montages;

/// <summary>Finds the signals that the user named.</summary>
internal static class MappedSignals
{
    private const int NearestShown = 5;

    /// <summary>An exact label wins over a subtraction; letter case counts only between labels that differ in nothing else.</summary>
    /// <exception cref="SleepVlmException">No such label, rates that differ, or a signal of which no trace can be made.</exception>
    public static (RecordedSignal First, RecordedSignal? Second) Find(Recording recording, ChannelMapping mapping)
    {
        if (ByLabel(recording, mapping.Signal) is { } whole) return (Usable(whole, mapping), null);
        for (var cut = mapping.Signal.IndexOf('-', 1); cut > 0; cut = mapping.Signal.IndexOf('-', cut + 1))
        {
            if (ByLabel(recording, mapping.Signal[..cut]) is not { } first || ByLabel(recording, mapping.Signal[(cut + 1)..]) is not { } second) continue;
            if (Usable(first, mapping).SampleRateHz == Usable(second, mapping).SampleRateHz) return (first, second);
            throw new SleepVlmException(FormattableString.Invariant(
                $"--map {mapping.Role}={mapping.Signal}: '{first.Label}' has {first.SampleRateHz} Hz and '{second.Label}' {second.SampleRateHz} Hz; only equal rates can be subtracted"));
        }

        throw new SleepVlmException(
            $"--map {mapping.Role}={mapping.Signal}: {recording.Path} has no such signal; the nearest labels are {string.Join(", ", Nearest(recording, mapping.Signal))}");
    }

    private static RecordedSignal? ByLabel(Recording recording, string label)
    {
        var wanted = label.Trim();
        return recording.Signals.FirstOrDefault(signal => signal.Label == wanted)
            ?? recording.Signals.FirstOrDefault(signal => signal.Label.Equals(wanted, StringComparison.OrdinalIgnoreCase));
    }

    private static RecordedSignal Usable(RecordedSignal signal, ChannelMapping mapping)
    {
        var reason = VoltageUnit.IsOtherQuantity(signal.Unit) ? $"its unit '{signal.Unit}' is not a voltage" : MontageCandidates.WhyUnusable(signal);
        return reason is null ? signal
            : throw new SleepVlmException($"--map {mapping.Role}={mapping.Signal}: '{signal.Label}' cannot be used: {reason}; name another signal");
    }

    private static IEnumerable<string> Nearest(Recording recording, string wanted) => recording.Signals
        .Select(signal => signal.Label).Distinct()
        .OrderBy(label => EditDistance(label.ToUpperInvariant(), wanted.ToUpperInvariant()))
        .Take(NearestShown).Select(label => $"'{label}'");

    /// <summary>Levenshtein's distance.</summary>
    private static int EditDistance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var substituted = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
