using SleepVLM.Contracts;
using SleepVLM.Engine.Montages;

namespace SleepVLM.Engine.Tests.EpochImages;

/// <summary>Signals held in memory, whole or cut into segments.</summary>
internal sealed class ArraySignals : IMontageSignals
{
    private readonly double[][] _rows;

    public ArraySignals(params (ChannelRole Role, double RateHz, double[] Samples)[] rows)
    {
        _rows = [.. rows.Select(row => row.Samples)];
        Montage = new Montage(
            [.. rows.Select(row => new MontageChannel(
                row.Role, new Derivation($"{row.Role}", ""), [$"{row.Role}"], row.RateHz, "uV", ChannelOrigin.Recorded, ""))], []);
        DurationSeconds = rows.Max(row => row.Samples.Length / row.RateHz);
        Segments = [new SignalSegment(0, DurationSeconds)];
    }

    public Montage Montage { get; }

    public double DurationSeconds { get; init; }

    public IReadOnlyList<SignalSegment> Segments { get; init; }

    public double[] Read(int row, SignalSegment segment)
    {
        var rate = Montage.Channels[row].SourceRateHz;
        var start = (int)Math.Round(segment.OnsetSeconds * rate);
        var end = Math.Min(_rows[row].Length, start + (int)Math.Round(segment.DurationSeconds * rate));
        return start < end ? _rows[row][start..end] : [];
    }
}
