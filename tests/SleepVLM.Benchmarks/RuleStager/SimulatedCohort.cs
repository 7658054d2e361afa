using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Benchmarks.RuleStager;

/// <summary>One simulated night as the stager sees it, with the truth.</summary>
/// <param name="Seed">Of the simulation.</param>
/// <param name="Channels">Channels in view.</param>
/// <param name="Night">Filtered signals.</param>
/// <param name="Analysis">What the detectors found.</param>
/// <param name="Truth">Stage of each epoch.</param>
public sealed record AnalysedNight(int Seed, IReadOnlyList<ChannelRole> Channels, PreparedNight Night, NightAnalysis Analysis, IReadOnlyList<SleepStage> Truth);

/// <summary>Simulated nights, several at a time.</summary>
public static class SimulatedCohort
{
    /// <summary>All six channels.</summary>
    public static readonly IReadOnlyList<ChannelRole> Everything = Enum.GetValues<ChannelRole>();

    /// <summary>Makes nights of the default simulator and hands out what is read off each, once for each set of channels.</summary>
    /// <param name="seeds">One night each.</param>
    /// <param name="channelsOf">Sets of channels for a seed.</param>
    /// <param name="read">Takes what it needs of a night; called from several threads.</param>
    public static IReadOnlyList<T> Read<T>(IReadOnlyList<int> seeds, Func<int, IReadOnlyList<IReadOnlyList<ChannelRole>>> channelsOf, Func<AnalysedNight, T> read)
    {
        var results = new T[seeds.Count][];
        Parallel.For(0, seeds.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var night = NightSimulator.Simulate(new SimulationSettings { Seed = seeds[i] });
            var truth = night.Epochs.Select(epoch => epoch.Stage).ToList();
            results[i] = [.. channelsOf(seeds[i]).Select(channels =>
            {
                var prepared = SignalChain.Prepare(night.WithChannels(channels), RenderStyle.SleepVlm());
                return read(new AnalysedNight(seeds[i], channels, prepared, NightAnalyzer.Analyze(prepared, null, default), truth));
            })];
        });
        return [.. results.SelectMany(nights => nights)];
    }

    /// <summary>Seeds written as <c>7</c>, <c>1000-1059</c> or several of these with commas.</summary>
    public static IReadOnlyList<int> Seeds(string ranges) => [.. ranges.Split(',').SelectMany(range =>
    {
        var ends = range.Split('-');
        var (first, last) = (int.Parse(ends[0]), int.Parse(ends[^1]));
        return Enumerable.Range(first, last - first + 1);
    })];
}
