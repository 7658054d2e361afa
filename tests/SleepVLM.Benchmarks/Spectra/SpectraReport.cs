using System.Globalization;
using MathNet.Numerics.Statistics;
using SleepVLM.Benchmarks.RuleStager;
using SleepVLM.Contracts;

namespace SleepVLM.Benchmarks.Spectra;

/// <summary>Band power of each stage in simulated nights beside real ones: a table, and a picture.</summary>
internal static class SpectraReport
{
    private const int LeastEpochs = 10;

    /// <param name="seeds">Simulated nights, for example <c>9100-9119</c>.</param>
    /// <param name="picture">SVG file to write.</param>
    public static void Run(string seeds, string picture)
    {
        IReadOnlyList<SleeperSpectra> simulated = [.. SimulatedCohort.Seeds(seeds).Select(SpectrumSource.Simulated)];
        var (night, patients) = (SpectrumSource.WholeNight(), SpectrumSource.Patients());
        var panels = new List<SpectraPlot.Panel>();
        Console.WriteLine($"dB re 1 uV^2/Hz at {string.Join(' ', BandSpectrum.EdgesHz.Select(edge => edge.ToString(CultureInfo.InvariantCulture)))} Hz; median of the sleepers, their SD, SD of the epochs of a sleeper");
        foreach (var stage in Enum.GetValues<SleepStage>())
        {
            var (made, real) = (StageSpread.Of(simulated, stage, LeastEpochs), StageSpread.Of(patients, stage, LeastEpochs));
            var single = StageSpread.Of([night], stage, LeastEpochs);
            Print(stage, "simulated", made);
            Print(stage, "patients", real);
            Print(stage, "ucddb018", single);
            panels.Add(new SpectraPlot.Panel(stage.ToString(), made, real, single));
        }

        File.WriteAllText(picture, SpectraPlot.Draw(panels, simulated.Count));
    }

    private static void Print(SleepStage stage, string who, StageSpread? spread)
    {
        if (spread is null) return;
        Console.WriteLine(FormattableString.Invariant($"{stage,-2} {who,-9} n {spread.Sleepers,2}  median {Row(spread.Median)}"));
        if (spread.Sleepers > 1) Console.WriteLine($"{"",-17} SD between {Row(spread.Between)}");
        Console.WriteLine($"{"",-17} SD within  {Row(spread.Within)}");
    }

    private static string Row(double[] values) => string.Join(' ', values.Select(value => value.ToString("0.0", CultureInfo.InvariantCulture).PadLeft(5)));
}

/// <summary>How the band powers of one stage spread over sleepers and epochs, dB, one value a band.</summary>
/// <param name="Sleepers">Those with epochs enough.</param>
/// <param name="Median">Of the sleepers' medians.</param>
/// <param name="Low">Tenth percentile of the sleepers' medians.</param>
/// <param name="High">Ninetieth.</param>
/// <param name="Between">SD of the sleepers' medians.</param>
/// <param name="Within">Median of the SDs of the sleepers' epochs.</param>
internal sealed record StageSpread(int Sleepers, double[] Median, double[] Low, double[] High, double[] Between, double[] Within)
{
    /// <returns>Null where no sleeper has so many epochs of the stage.</returns>
    public static StageSpread? Of(IReadOnlyList<SleeperSpectra> sleepers, SleepStage stage, int leastEpochs)
    {
        var epochs = sleepers.Select(sleeper => sleeper.Epochs.Where(epoch => epoch.Stage == stage).Select(epoch => epoch.Db).ToList())
            .Where(list => list.Count >= leastEpochs).ToList();
        if (epochs.Count == 0) return null;
        double[] ByBand(Func<double[], double> measure, Func<IEnumerable<double>, double> inSleeper) =>
            [.. Enumerable.Range(0, BandSpectrum.Count).Select(band => measure([.. epochs.Select(list => inSleeper(list.Select(db => db[band])))]))];
        return new StageSpread(epochs.Count,
            ByBand(values => values.Median(), values => values.Median()),
            ByBand(values => values.Quantile(0.1), values => values.Median()),
            ByBand(values => values.Quantile(0.9), values => values.Median()),
            ByBand(values => values.StandardDeviation(), values => values.Median()),
            ByBand(values => values.Median(), values => values.StandardDeviation()));
    }
}
