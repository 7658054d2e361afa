using System.Globalization;
using SleepVLM.Engine;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Evaluation.Judging;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>A simulated night with some channels in view.</summary>
internal sealed class SimulatedSource : NightSource
{
    private readonly SimulationSettings _settings;
    private readonly ChannelSet _channels;
    private readonly RenderStyle _style;
    private readonly LatestNight _latest;

    private SimulatedSource(SimulationSettings settings, ChannelSet channels, RenderStyle style, LatestNight latest)
        : base(NameOf(settings.Seed, channels), settings.Seed.ToString(CultureInfo.InvariantCulture), channels.Name) =>
        (_settings, _channels, _style, _latest) = (settings, channels, style, latest);

    /// <summary>Every seed with every set of channels; nights of one seed follow each other, so that it is simulated once.</summary>
    /// <exception cref="SimulationException">The length or the rate is out of range.</exception>
    public static IReadOnlyList<NightSource> All(IReadOnlyList<int> seeds, double minutes, int rateHz, IReadOnlyList<ChannelSet> sets, RenderStyle style)
    {
        var latest = new LatestNight();
        var settings = new SimulationSettings { Minutes = minutes, SampleRateHz = rateHz };
        settings.Validate();
        return [.. seeds.SelectMany(seed => sets.Select(set => new SimulatedSource(settings with { Seed = seed }, set, style, latest)))];
    }

    public override string Identify(CancellationToken cancellationToken) => string.Create(CultureInfo.InvariantCulture,
        $"simulated, seed {_settings.Seed}, {_settings.Minutes} min, {_settings.SampleRateHz} Hz, {string.Join('+', _channels.Roles)}");

    public override NightReading Read(IReadingProgress progress, CancellationToken cancellationToken) =>
        NightReading.Of(InView(progress, cancellationToken), Name, _style, progress, cancellationToken);

    public override string? Reference(NightReading? reading) => reading is null ? null : TrueScoring.JsonLines(_latest.Night!.WithChannels(_channels.Roles), reading);

    private SimulatedNight InView(IReadingProgress progress, CancellationToken cancellationToken)
    {
        if (_latest.Night?.Settings != _settings) _latest.Night = NightSimulator.Simulate(_settings, progress.Of("simulate"), cancellationToken);
        return _latest.Night.WithChannels(_channels.Roles);
    }

    private static string NameOf(int seed, ChannelSet channels) => string.Create(
        CultureInfo.InvariantCulture, $"sim-{seed}{(channels == ChannelSet.All ? "" : $".{channels.Name}")}");

    private sealed class LatestNight
    {
        public SimulatedNight? Night { get; set; }
    }
}
