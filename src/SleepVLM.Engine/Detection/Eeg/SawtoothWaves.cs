using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Sawtooth waves (AASM manual: trains of 2-6 Hz, sharply contoured or triangular, in R). Advisory: no validated open detector exists.</summary>
/// <remarks>In 1-12 Hz: at least four waves in a row of 2-6 Hz and 15-100 uV that are steeper on one side, the same in all, by half or more.</remarks>
internal static class SawtoothWaves
{
    private const double LowHz = 1, HighHz = 12, SlowestHz = 2, FastestHz = 6, LeastMicrovolts = 15, MostMicrovolts = 100, Steepness = 1.5;
    private const int LeastWaves = 4;

    private static readonly string OperatingPoint = FormattableString.Invariant(
        $"sawtooth: {LeastWaves} waves of {SlowestHz}-{FastestHz} Hz, {LeastMicrovolts}-{MostMicrovolts} uV, one flank {Steepness} times the other");

    public static IEnumerable<DetectedEvent> Events(ChannelSignal channel)
    {
        var rateHz = channel.RateHz;
        var band = channel.Filtered(Sections.BandPass(2, LowHz, HighHz, rateHz));
        int start = -1, count = 0, sign = 0, previous = -1;
        double sizes = 0, skews = 0;
        foreach (var wave in Cycles(band))
        {
            var seconds = (double)(wave.End - wave.Start) / rateHz;
            var lean = Lean(wave);
            var belongs = seconds is >= 1 / FastestHz and <= 1 / SlowestHz && wave.Size is >= (float)LeastMicrovolts and <= (float)MostMicrovolts && lean != 0
                && channel.Quality.IsUsable(wave.Start / rateHz);
            if (!belongs || lean != sign || wave.Start != previous)
            {
                if (count >= LeastWaves) yield return Train();
                (start, count, sign, sizes, skews) = (wave.Start, 0, belongs ? lean : 0, 0, 0);
            }

            if (belongs) (count, sizes, skews, previous) = (count + 1, sizes + wave.Size, skews + Skew(wave), wave.End);
        }

        if (count >= LeastWaves) yield return Train();

        DetectedEvent Train() => channel.Event(SleepEventKind.SawtoothWaves, start, previous, sizes / count,
            count * (double)rateHz / (previous - start), Score.Over(skews / count, Steepness), OperatingPoint);
    }

    private readonly record struct Cycle(int Start, int Peak, int End, float Size);

    private static double Skew(Cycle wave)
    {
        double rise = wave.Peak - wave.Start, fall = wave.End - wave.Peak;
        return Math.Max(rise, fall) / Math.Max(1, Math.Min(rise, fall));
    }

    private static int Lean(Cycle wave) => Skew(wave) < Steepness ? 0 : Math.Sign(wave.End - wave.Peak - (wave.Peak - wave.Start));

    /// <summary>Trough to trough, with the peak between.</summary>
    private static IEnumerable<Cycle> Cycles(float[] band)
    {
        int trough = -1, peak = -1;
        for (var i = 1; i < band.Length - 1; i++)
        {
            if (band[i] > band[i - 1] && band[i] >= band[i + 1] && band[i] > 0 && (peak < 0 || band[i] > band[peak])) peak = i;
            if (!(band[i] < band[i - 1] && band[i] <= band[i + 1] && band[i] < 0)) continue;
            if (trough >= 0 && peak < 0)
            {
                if (band[i] < band[trough]) trough = i;
                continue;
            }

            if (trough >= 0) yield return new Cycle(trough, peak, i, band[peak] - Math.Min(band[trough], band[i]));
            (trough, peak) = (i, -1);
        }
    }
}
