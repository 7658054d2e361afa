using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Montages;
using SleepVLM.Engine.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Detection;

/// <summary>What the detectors find in real sleep.</summary>
public class RealSnippetTests(Xunit.Abstractions.ITestOutputHelper output)
{
    [SharedFact("data/yasa-snippets/data_N2_spindles_15sec_200Hz.txt")]
    public void Find_FifteenSecondsOfN2_HoldTheTwoSpindlesKnown()
    {
        var found = Analyze(new Snippet(200, (ChannelRole.C4, Text("data_N2_spindles_15sec_200Hz.txt"), 2))).Detections.Events
            .Where(item => item.Kind == SleepEventKind.Spindle && item.OnsetSeconds < 14.9).ToArray();
        foreach (var spindle in found) output.WriteLine(spindle.ToString());
        Assert.Contains(found, spindle => spindle.OnsetSeconds < 3.7 && spindle.EndSeconds > 3.5);
        Assert.Contains(found, spindle => spindle.OnsetSeconds < 13.6 && spindle.EndSeconds > 13.4);
        Assert.True(found.Length <= 3);
    }

    [SharedFact("data/yasa-snippets/data_N3_no-spindles_30sec_100Hz.txt")]
    public void Find_ThirtySecondsOfN3WithoutSpindles_HoldSlowWavesAndNoSpindle()
    {
        var analysis = Analyze(new Snippet(100, (ChannelRole.F4, Text("data_N3_no-spindles_30sec_100Hz.txt"), 1)));
        output.WriteLine(analysis.Epochs[0]!.SlowWaveSeconds!.ToString());
        Assert.True(analysis.Epochs[0]!.SlowWaveSeconds!.Value >= 6);
        Assert.DoesNotContain(analysis.Detections.Events, item => item.Kind == SleepEventKind.Spindle);
    }

    [SharedFact("data/yasa-snippets")]
    public void Find_FourteenMinutesOfRem_HoldRapidEyeMovements()
    {
        var file = Directory.GetFiles(SharedFolder.PathOf("data/yasa-snippets"), "*.npz").First(path => path.Contains("EOG", StringComparison.OrdinalIgnoreCase));
        var eyes = NpzFile.Matrix(file);
        var found = Analyze(new Snippet(256, (ChannelRole.LOC, eyes[0], 1), (ChannelRole.ROC, eyes[1], 1))).Detections.Events
            .Where(item => item.Kind == SleepEventKind.RapidEyeMovement).ToArray();
        output.WriteLine(string.Join(" ", found.Select(item => item.OnsetSeconds.ToString("F1", CultureInfo.InvariantCulture))));
        Assert.InRange(found.Length / (859 / 60.0), 5, 25); // a minute
    }

    [SharedFact("data/ucddb/ucddb018.edf")]
    public void Find_ScoredNight_SpindlesAndKComplexesAreThoseOfN2AndN3()
    {
        using var recording = Recording.Open(SharedFolder.PathOf("data/ucddb/ucddb018.edf"));
        var detections = NightAnalyzer.Analyze(SignalChain.Prepare(MontageResolver.Resolve(recording), RenderStyle.SleepVlm()), null, default).Detections;
        string[] stages = [.. File.ReadLines(SharedFolder.PathOf("data/ucddb/ucddb018.hypnogram.csv")).Skip(1).Select(line => line.Split(',')[1])];
        foreach (var kind in Enum.GetValues<SleepEventKind>())
            output.WriteLine($"{kind}: " + string.Join(", ", stages.Distinct().Order().Select(stage => FormattableString.Invariant($"{stage} {PerMinute(kind, stage):F2}"))));

        Assert.True(PerMinute(SleepEventKind.Spindle, "N2") > 3 * PerMinute(SleepEventKind.Spindle, "R"));
        Assert.True(PerMinute(SleepEventKind.Spindle, "N2") > 5 * PerMinute(SleepEventKind.Spindle, "W"));
        Assert.InRange(PerMinute(SleepEventKind.Spindle, "N2"), 1, 8);
        Assert.True(PerMinute(SleepEventKind.KComplex, "N2") > 2 * PerMinute(SleepEventKind.KComplex, "R"));
        Assert.True(PerMinute(SleepEventKind.SlowWave, "N3") > 5 * PerMinute(SleepEventKind.SlowWave, "N2"));

        double PerMinute(SleepEventKind kind, string stage) =>
            detections.Events.Count(item => item.Kind == kind && stages[Math.Min(stages.Length - 1, (int)(item.OnsetSeconds / 30))] == stage)
            / (stages.Count(name => name == stage) / 2.0);
    }

    private static NightAnalysis Analyze(IMontageSignals signals) => NightAnalyzer.Analyze(SignalChain.Prepare(signals, RenderStyle.SleepVlm()), null, default);

    private static double[] Text(string name) =>
        [.. File.ReadLines(SharedFolder.PathOf($"data/yasa-snippets/{name}")).Where(line => line.Trim().Length > 0)
            .SelectMany(line => line.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries)).Select(value => double.Parse(value, CultureInfo.InvariantCulture))];

    /// <summary>Short signals as a recording; repeated where they do not fill an epoch.</summary>
    private sealed class Snippet(double rateHz, params (ChannelRole Role, double[] Samples, int Times)[] channels) : IMontageSignals
    {
        public Montage Montage { get; } = new(
            [.. channels.Select(channel => new MontageChannel(channel.Role, new Derivation(channel.Role.ToString(), ""), [""], rateHz, "uV", ChannelOrigin.Recorded, ""))], []);

        public double DurationSeconds => channels[0].Samples.Length * channels[0].Times / rateHz;

        public IReadOnlyList<SignalSegment> Segments => [new SignalSegment(0, DurationSeconds)];

        public double[] Read(int row, SignalSegment segment) => [.. Enumerable.Repeat(channels[row].Samples, channels[row].Times).SelectMany(part => part)];
    }
}
