using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Quality;
using SleepVLM.Engine.EpochImages.Filters;
using SleepVLM.Engine.Montages;

namespace SleepVLM.Engine.EpochImages;

/// <summary>From signals as recorded to the filtered, resampled epochs that are drawn and measured.</summary>
public static class SignalChain
{
    /// <summary>Longest stretch prepared at once: bounds the memory that a wrong start time in a file can claim.</summary>
    private const double LongestHours = 48;

    /// <summary>Filters every channel over each whole segment, resamples it and places it into the grid of epochs.</summary>
    /// <param name="signals">The recording; one channel is held in memory at a time.</param>
    /// <param name="style">Rate of the result and mains frequency.</param>
    /// <param name="progress">Receives the share done, 0 to 1.</param>
    /// <param name="cancellationToken">Looked at between channels, segments and filters.</param>
    /// <returns>All epochs that the recording touches. Those with a gap inside are marked <see cref="UnscoredReason.SignalGap"/>, a last
    /// one that the recording does not fill <see cref="UnscoredReason.Incomplete"/>.</returns>
    /// <exception cref="SleepVlmException">The recording spans more than 48 hours.</exception>
    public static PreparedNight Prepare(
        IMontageSignals signals, RenderStyle style, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var channels = signals.Montage.Channels;
        var epochCount = EpochCount(signals.DurationSeconds);
        var length = epochCount * style.SamplesPerEpoch;
        var microvolts = Array.ConvertAll(new float[channels.Count][], _ => new float[length]);
        var filters = channels.Select(channel => new ChannelFilter(channel.Role, channel.SourceRateHz, style.MainsHz)).ToArray();
        var raw = channels.Select(channel => new RawSeconds(30 * epochCount, channel.SourceRateHz)).ToArray();
        var coverage = new EpochCoverage(epochCount, style.SamplesPerEpoch);

        var free = 0;
        for (var s = 0; s < signals.Segments.Count; s++)
        {
            var segment = signals.Segments[s];
            var start = (int)Math.Clamp(Math.Round(segment.OnsetSeconds * style.SampleRateHz), free, length);
            var end = length;
            for (var row = 0; row < channels.Count; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var samples = signals.Read(row, segment);
                raw[row].Add(start / style.SampleRateHz, samples);
                var placed = Place(samples, channels[row].SourceRateHz, filters[row], style, microvolts[row].AsSpan(start), cancellationToken);
                end = Math.Min(end, start + placed);
                progress?.Report((s + (row + 1.0) / channels.Count) / signals.Segments.Count);
            }

            coverage.Add(start, end);
            free = end;
        }

        return new PreparedNight(signals.Montage, style, microvolts, coverage.WhyUnscorable(signals.DurationSeconds), raw);
    }

    /// <summary>Filters one channel of one segment into its place.</summary>
    /// <returns>Samples written; none where the segment is too short to be filtered.</returns>
    private static int Place(
        double[] samples, double rateHz, ChannelFilter filter, RenderStyle style, Span<float> room, CancellationToken cancellationToken)
    {
        if (samples.Length <= filter.PaddingLength) return 0;
        var dropouts = Dropouts.Bridge(samples);
        filter.Apply(samples, cancellationToken);

        var length = LinearResampler.OutputLength(samples.Length, rateHz, style.SampleRateHz);
        var place = room[..Math.Min(length, room.Length)];
        LinearResampler.Resample(samples, length, place);
        Dropouts.Silence(dropouts, samples.Length, length, place);
        return place.Length;
    }

    private static int EpochCount(double durationSeconds)
    {
        if (durationSeconds > LongestHours * 3600)
        {
            throw new SleepVlmException(string.Create(CultureInfo.InvariantCulture,
                $"the recording spans {durationSeconds / 3600:F1} hours, more than the {LongestHours} that can be prepared at once; cut it into nights"));
        }

        return (int)Math.Ceiling(durationSeconds / EpochIndex.Duration.TotalSeconds);
    }
}
