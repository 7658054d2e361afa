using System.Globalization;
using SleepVLM.Contracts;
using static SleepVLM.Contracts.ChannelRole;

namespace SleepVLM.Benchmarks.RuleStager;

/// <summary>Agreement of the rule stager with the truth of simulated nights, for all channels and for fewer.</summary>
internal static class AgreementReport
{
    private static readonly ChannelRole[][] Sets =
        [[.. SimulatedCohort.Everything], [F4, C4, O2], [C4, LOC, ROC, Chin], [C4]];

    public static void Run(string seeds)
    {
        var staged = SimulatedCohort.Read(SimulatedCohort.Seeds(seeds), _ => Sets, night => (night.Seed, night.Channels, Figures: NightFigures.Of(night)));
        foreach (var set in Sets)
        {
            var nights = staged.Where(night => night.Channels.SequenceEqual(set)).Select(night => night.Figures).ToList();
            double[] kappas = [.. nights.Select(night => night.Kappa).Order()];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{string.Join('+', set),-24} nights {kappas.Length}  kappa mean {kappas.Average():0.000} median {kappas[kappas.Length / 2]:0.000} least {kappas[0]:0.000} most {kappas[^1]:0.000}  accuracy {nights.Average(n => n.Accuracy):0.000}  F1 {string.Join(' ', Enum.GetValues<SleepStage>().Select(s => $"{s} {nights.Average(n => n.F1[(int)s]):0.00}"))}  log loss {nights.Average(n => n.LogLoss):0.000}  calibration error {nights.Average(n => n.CalibrationError):0.000}  decided is likeliest {nights.Average(n => n.Likeliest):0.000}"));
        }
    }
}

/// <summary>Agreement and calibration of one night.</summary>
internal sealed record NightFigures(double Kappa, double Accuracy, double[] F1, double LogLoss, double CalibrationError, double Likeliest)
{
    public static NightFigures Of(AnalysedNight night)
    {
        var staged = Engine.Staging.RuleStager.Stage(night.Night, night.Analysis);
        var confusion = new double[5, 5];
        var (loss, likeliest) = (0.0, 0);
        var bins = new (double Said, int Right, int Count)[10];
        for (var i = 0; i < staged.Count; i++)
        {
            var truth = night.Truth[i];
            if (staged[i] is not { } epoch) { confusion[(int)truth, truth == SleepStage.N1 ? 0 : 1]++; continue; } // no stage is a wrong stage
            confusion[(int)truth, (int)epoch.Stage]++;
            loss -= Math.Log(Math.Max(epoch.Density[truth], 1e-6));
            var best = Enum.GetValues<SleepStage>().MaxBy(stage => epoch.Density[stage]);
            likeliest += best == epoch.Stage ? 1 : 0;
            var bin = Math.Min(9, (int)(10 * epoch.Density[best]));
            bins[bin] = (bins[bin].Said + epoch.Density[best], bins[bin].Right + (best == truth ? 1 : 0), bins[bin].Count + 1);
        }

        double n = staged.Count, agree = Enumerable.Range(0, 5).Sum(s => confusion[s, s]) / n;
        double[] rows = [.. Enumerable.Range(0, 5).Select(s => Enumerable.Range(0, 5).Sum(k => confusion[s, k]))];
        double[] columns = [.. Enumerable.Range(0, 5).Select(s => Enumerable.Range(0, 5).Sum(k => confusion[k, s]))];
        var chance = rows.Zip(columns, (a, b) => a * b / n / n).Sum();
        return new NightFigures(
            (agree - chance) / (1 - chance), agree, [.. Enumerable.Range(0, 5).Select(s => rows[s] + columns[s] == 0 ? 1 : 2 * confusion[s, s] / (rows[s] + columns[s]))],
            loss / n, bins.Sum(bin => Math.Abs(bin.Said - bin.Right)) / n, likeliest / n);
    }
}
