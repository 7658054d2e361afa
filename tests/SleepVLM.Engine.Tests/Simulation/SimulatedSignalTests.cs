using MathNet.Numerics.Statistics;
using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

/// <summary>What is claimed of a simulated night can be measured in its signals, after the filters that every recording goes through.</summary>
public class SimulatedSignalTests
{
    private const int RateHz = 100;

    [Fact]
    public void N3_MostEpochs_HoldSixSecondsOfSlowWaves()
    {
        foreach (var night in SimulatedNights.All)
        {
            var deep = Where(night, SleepStage.N3).Select(i => night.Truths[i].SlowWaveSeconds).ToArray();
            var light = Where(night, SleepStage.N2).Select(i => night.Truths[i].SlowWaveSeconds).ToArray();
            if (deep.Length > 0) Assert.True(deep.Count(seconds => seconds >= 6) >= 0.75 * deep.Length, $"seed {night.Settings.Seed}");
            Assert.True(light.Count(seconds => seconds < 6) >= 0.75 * light.Length, $"seed {night.Settings.Seed}");
        }
    }

    [Fact]
    public void SlowWaves_AsTold_AreInTheFrontalTrace()
    {
        var night = SimulatedNights.OfSeed(1);
        var frontal = SimulatedNights.Filtered(night).Channel(0).ToArray();
        var ratios = night.Events.Where(item => item.Kind == SleepEventKind.SlowWave)
            .Select(item => PeakToPeak(frontal, item) / item.AmplitudeMicrovolts).Order().ToArray();
        Assert.InRange(ratios[ratios.Length / 2], 0.8, 1.8);
    }

    [Fact]
    public void Spindles_StandOutOfTheSigmaAroundThem()
    {
        foreach (var night in SimulatedNights.All)
        {
            var central = Band(SimulatedNights.Filtered(night).Channel(1), 11, 16);
            var gains = night.Events.Where(item => item.Kind == SleepEventKind.Spindle && item.OnsetSeconds > 10 && item.OnsetSeconds < night.DurationSeconds - 10)
                .Select(item => Rms(central, item.OnsetSeconds, item.DurationSeconds) / Rms(central, item.OnsetSeconds - 8, 16)).Order().ToArray();
            Assert.True(gains[gains.Length / 2] > 1.25, $"seed {night.Settings.Seed}: {gains[gains.Length / 2]}");
        }
    }

    [Fact]
    public void RapidEyeMovements_MoveTheTwoEyesInOppositeDirections()
    {
        var night = SimulatedNights.OfSeed(1);
        var prepared = SimulatedNights.Filtered(night);
        var (left, right) = (prepared.Channel(3).ToArray(), prepared.Channel(4).ToArray());
        var inR = night.Events.Where(item => item.Kind == SleepEventKind.RapidEyeMovement && night.Epochs[(int)(item.OnsetSeconds / 30)].Stage == SleepStage.R
            && item.AmplitudeMicrovolts > 60).ToArray();
        var opposite = inR.Count(item => Covariance(left, right, item) < 0);
        Assert.True(opposite > 0.85 * inR.Length, $"{opposite} of {inR.Length}");
    }

    [Fact]
    public void N2_SomeEpochs_HoldNeitherSpindleNorKComplex()
    {
        var bare = SimulatedNights.All.Sum(night => night.Epochs.Count(epoch => epoch.Stage == SleepStage.N2
            && !epoch.Events.Any(item => item.Kind is SleepEventKind.Spindle or SleepEventKind.KComplex)));
        var all = SimulatedNights.All.Sum(night => night.Epochs.Count(epoch => epoch.Stage == SleepStage.N2));
        Assert.InRange((double)bare / all, 0.01, 0.6);
    }

    [Fact]
    public void ChinTone_SinksInSleepButOverlaps()
    {
        foreach (var night in SimulatedNights.All)
        {
            var wake = Where(night, SleepStage.W).Select(i => night.Truths[i].ChinMicrovolts).Order().ToArray();
            var sleep = Where(night, SleepStage.R).Select(i => night.Truths[i].ChinMicrovolts).Order().ToArray();
            Assert.True(sleep[sleep.Length / 2] <= 1.1 * wake[wake.Length / 2], $"seed {night.Settings.Seed}");
            Assert.True(sleep[^1] > wake[0], $"seed {night.Settings.Seed}: no shortcut through tone");
        }
    }

    [Theory]
    [InlineData(1, 2, 9.5)]
    [InlineData(4, 6, 4.9)]
    [InlineData(15, 20, -4.8)]
    [InlineData(30, 35, -8.6)]
    public void DeepSleep_DiffersFromWakeAsInPatients(double lowHz, double highHz, double medianDb)
    {
        // Medians of 22 patients; differences within a night, because levels differ between sleepers by more than between some stages.
        var steps = new List<double>();
        foreach (var night in SimulatedNights.All)
        {
            var central = SimulatedNights.Filtered(night).Channel(1);
            var (wake, deep) = (new List<double>(), new List<double>());
            foreach (var epoch in Where(night, SleepStage.W)) wake.Add(DensityDb(central.Slice(30 * RateHz * epoch, 30 * RateHz), lowHz, highHz));
            foreach (var epoch in Where(night, SleepStage.N3)) deep.Add(DensityDb(central.Slice(30 * RateHz * epoch, 30 * RateHz), lowHz, highHz));
            if (wake.Count > 0 && deep.Count > 0) steps.Add(deep.Order().ElementAt(deep.Count / 2) - wake.Order().ElementAt(wake.Count / 2));
        }
        Assert.InRange(steps.Average(), medianDb - 3.5, medianDb + 3.5);
    }

    [Theory]
    [InlineData(SleepStage.W, 3.0, 0.4)]
    [InlineData(SleepStage.N1, 2.8, 0.8)]
    public void DrowsyEeg_WaversWithinAnEpochAsInRealNights(SleepStage stage, double realDb, double toleranceDb)
    {
        // SD of 15-20 Hz between pieces of 6 s of an epoch in ucddb018, 328 and 58 epochs; simulated nights without wavering have 2.3 and 1.6.
        var variances = new List<double>();
        foreach (var night in SimulatedNights.All)
        {
            var central = SimulatedNights.Filtered(night).Channel(1);
            foreach (var epoch in Where(night, stage))
            {
                var pieces = new double[5];
                for (var i = 0; i < pieces.Length; i++) pieces[i] = DensityDb(central.Slice(RateHz * (30 * epoch + 6 * i), 6 * RateHz), 15, 20);
                variances.Add(Statistics.Variance(pieces));
            }
        }

        Assert.InRange(Math.Sqrt(variances.Average()), realDb - toleranceDb, realDb + toleranceDb);
    }

    private static IEnumerable<int> Where(SimulatedNight night, SleepStage stage) =>
        Enumerable.Range(0, night.Epochs.Count).Where(i => night.Epochs[i].Stage == stage);

    private static float[] Band(ReadOnlySpan<float> samples, double lowHz, double highHz)
    {
        var trace = samples.ToArray();
        RecursiveFilter.BothWays(trace, span => RecursiveFilter.LowPass(span, highHz, RateHz));
        var below = (float[])trace.Clone();
        RecursiveFilter.BothWays(below, span => RecursiveFilter.LowPass(span, lowHz, RateHz));
        for (var i = 0; i < trace.Length; i++) trace[i] -= below[i];
        return trace;
    }

    /// <summary>Welch's density between two frequencies, dB re 1 uV^2/Hz.</summary>
    private static double DensityDb(ReadOnlySpan<float> samples, double lowHz, double highHz)
    {
        const int Length = 512;
        var transform = new FourierTransform(Length);
        var (sum, bins) = (0.0, 0);
        for (var start = 0; start + Length <= samples.Length; start += Length / 2)
        {
            var (re, im) = (new float[Length], new float[Length]);
            for (var i = 0; i < Length; i++) re[i] = samples[start + i] * (float)Math.Pow(Math.Sin(Math.PI * (i + 0.5) / Length), 2);
            transform.Inverse(re, im);
            for (var bin = (int)Math.Ceiling(lowHz * Length / RateHz); bin < highHz * Length / RateHz; bin++, bins++)
                sum += re[bin] * re[bin] + im[bin] * im[bin];
        }
        return 10 * Math.Log10(2 * sum / bins / (0.375 * Length * RateHz)); // 3/8: mean square of the Hann window
    }

    private static double Rms(ReadOnlySpan<float> samples, double onset, double duration)
    {
        var sum = 0.0;
        var part = samples.Slice((int)(onset * RateHz), Math.Max(1, (int)(duration * RateHz)));
        foreach (var value in part) sum += value * value;
        return Math.Sqrt(sum / part.Length);
    }

    private static double PeakToPeak(float[] samples, SleepEvent item)
    {
        var part = samples.AsSpan((int)(item.OnsetSeconds * RateHz), Math.Min((int)(item.DurationSeconds * RateHz), samples.Length - (int)(item.OnsetSeconds * RateHz)));
        var (low, high) = (float.MaxValue, float.MinValue);
        foreach (var value in part) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return high - low;
    }

    private static double Covariance(float[] a, float[] b, SleepEvent item)
    {
        var from = (int)(item.OnsetSeconds * RateHz);
        var to = Math.Min(a.Length, from + (int)(item.DurationSeconds * RateHz));
        var (meanA, meanB) = (a.AsSpan(from, to - from).ToArray().Average(), b.AsSpan(from, to - from).ToArray().Average());
        var sum = 0.0;
        for (var i = from; i < to; i++) sum += (a[i] - meanA) * (b[i] - meanB);
        return sum;
    }
}
