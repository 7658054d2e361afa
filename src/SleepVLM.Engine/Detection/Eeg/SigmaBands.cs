using System.Runtime.CompilerServices;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>The bands that both spindle methods look at, with running sums, at steps of 0.1 s.</summary>
internal sealed class SigmaBands
{
    public const double LowHz = 11, HighHz = 16, StepSeconds = 0.1, WindowSeconds = 0.3;

    // Edges are where both runs of a filter leave one half: half a hertz beyond the band keeps the band itself.
    private const double EdgeMarginHz = 0.5;

    private readonly MovingSums _sigmaPower, _fastPower, _broadPower, _product, _broad, _sigma;

    public SigmaBands(ChannelSignal channel)
    {
        (Channel, RateHz) = (channel, channel.RateHz);
        Sigma = channel.Filtered(Sections.BandPass(4, LowHz - EdgeMarginHz, HighHz + EdgeMarginHz, RateHz));
        var fast = channel.Filtered(Sections.HighPass(4, 4.5, RateHz));
        var broad = channel.Filtered(Sections.HighPass(2, 1, RateHz));
        _sigmaPower = MovingSums.Of(Sigma, Sigma);
        _fastPower = MovingSums.Of(fast, fast);
        _broadPower = MovingSums.Of(broad, broad);
        _product = MovingSums.Of(broad, Sigma);
        (_broad, _sigma) = (MovingSums.Of(broad), MovingSums.Of(Sigma));
        Steps = (int)(channel.Samples.Length / (StepSeconds * RateHz));
    }

    public ChannelSignal Channel { get; }

    public int RateHz { get; }

    /// <summary>The channel from 11 to 16 Hz, microvolts.</summary>
    public float[] Sigma { get; }

    public int Steps { get; }

    /// <summary>First sample of a step.</summary>
    public int SampleOf(int step) => (int)Math.Round(step * StepSeconds * RateHz);

    public bool IsUsable(int step) => Channel.Quality.IsUsable((int)((step + 0.5) * StepSeconds));

    /// <summary>What the filter leaves of an amplitude at a frequency: little less than one in the middle, two thirds at the edges.</summary>
    public static double Gain(double hertz) =>
        1 / ((1 + Math.Pow((LowHz - EdgeMarginHz) / hertz, 8)) * (1 + Math.Pow(hertz / (HighHz + EdgeMarginHz), 8)));

    /// <summary>Power of 11-16 Hz in 0.3 s around a step, uV².</summary>
    public double SigmaPower(int step) => Mean(_sigmaPower, step, WindowSeconds);

    /// <summary>Power of 4.5-30 Hz in 0.3 s around a step, uV².</summary>
    public double FastPower(int step) => Mean(_fastPower, step, WindowSeconds);

    /// <summary>Share of 11-16 Hz in the power from 1 Hz on, in 2 s around a step.</summary>
    public double RelativePower(int step) => Mean(_sigmaPower, step, 2) / (Mean(_broadPower, step, 2) + 1e-9);

    /// <summary>Covariance of the broad signal and its sigma band in 0.3 s around a step, uV².</summary>
    public double Covariance(int step) => Mean(_product, step, WindowSeconds) - Mean(_broad, step, WindowSeconds) * Mean(_sigma, step, WindowSeconds);

    /// <summary>Correlation of the broad signal and its sigma band in 0.3 s around a step.</summary>
    public double Correlation(int step)
    {
        double broad = Mean(_broad, step, WindowSeconds), sigma = Mean(_sigma, step, WindowSeconds);
        var variances = (Mean(_broadPower, step, WindowSeconds) - broad * broad) * (Mean(_sigmaPower, step, WindowSeconds) - sigma * sigma);
        return variances > 0 ? Covariance(step) / Math.Sqrt(variances) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Mean(MovingSums sums, int step, double seconds)
    {
        var centre = (step + 0.5) * StepSeconds * RateHz;
        var half = seconds / 2 * RateHz;
        return sums.Mean((int)Math.Round(centre - half), (int)Math.Round(centre + half));
    }
}
