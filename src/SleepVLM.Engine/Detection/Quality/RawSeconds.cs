namespace SleepVLM.Engine.Detection.Quality;

/// <summary>What each second of one channel looked like before any filter; faults of the recorder show only there.</summary>
/// <remarks>Gathered while the signal chain holds the samples. Seconds of the night that the recording does not cover stay zero.</remarks>
public sealed class RawSeconds
{
    private const double SmallestStepMicrovolts = 1e-9;

    private readonly double _rateHz;
    private readonly MainsTone[] _mains;

    /// <param name="seconds">Seconds of the night.</param>
    /// <param name="rateHz">Source rate, hertz.</param>
    public RawSeconds(int seconds, double rateHz)
    {
        _rateHz = rateHz;
        _mains = [.. new[] { 50.0, 60.0 }.Where(hertz => hertz < 0.49 * rateHz).Select(hertz => new MainsTone(hertz, rateHz))];
        (Covered, Low, High, Mean) = (new bool[seconds], new float[seconds], new float[seconds], new float[seconds]);
        (Plateau, Standstill, MainsRms) = (new float[seconds], new float[seconds], new float[seconds]);
    }

    /// <summary>Whether the recording holds the second.</summary>
    public bool[] Covered { get; }

    /// <summary>Smallest value, microvolts.</summary>
    public float[] Low { get; }

    /// <summary>Largest value, microvolts.</summary>
    public float[] High { get; }

    /// <summary>Mean, microvolts.</summary>
    public float[] Mean { get; }

    /// <summary>Longest run of equal samples at the smallest or the largest value, seconds.</summary>
    public float[] Plateau { get; }

    /// <summary>Longest run of equal samples, seconds.</summary>
    public float[] Standstill { get; }

    /// <summary>Mains hum, the stronger of 50 and 60 Hz, root mean square microvolts; 0 where the rate is too low to see it.</summary>
    public float[] MainsRms { get; }

    /// <summary>Looks at a stretch of the channel.</summary>
    /// <param name="startSeconds">Where in the night it starts, seconds.</param>
    /// <param name="samples">Microvolts as recorded.</param>
    public void Add(double startSeconds, ReadOnlySpan<double> samples)
    {
        for (var second = (int)Math.Ceiling(startSeconds - 1e-9); second < Covered.Length; second++)
        {
            int from = (int)Math.Round((second - startSeconds) * _rateHz), to = (int)Math.Round((second + 1 - startSeconds) * _rateHz);
            if (to > samples.Length) break;
            if (to - from < 2) continue;
            Look(second, samples[from..to]);
        }
    }

    private void Look(int second, ReadOnlySpan<double> samples)
    {
        double low = samples[0], high = samples[0], sum = samples[0];
        int run = 1, longest = 1, atLow = 1, atHigh = 1;
        for (var i = 1; i < samples.Length; i++)
        {
            var value = samples[i];
            sum += value;
            run = Math.Abs(value - samples[i - 1]) < SmallestStepMicrovolts ? run + 1 : 1;
            longest = Math.Max(longest, run);
            if (value > high) (high, atHigh) = (value, run);
            else if (value == high) atHigh = Math.Max(atHigh, run);
            if (value < low) (low, atLow) = (value, run);
            else if (value == low) atLow = Math.Max(atLow, run);
        }

        if (!double.IsFinite(sum)) return; // dropouts: the filtered signal is silent there
        Covered[second] = true;
        (Low[second], High[second], Mean[second]) = ((float)low, (float)high, (float)(sum / samples.Length));
        Plateau[second] = (float)(Math.Max(atLow, atHigh) / _rateHz);
        Standstill[second] = (float)(longest / _rateHz);
        foreach (var tone in _mains) MainsRms[second] = Math.Max(MainsRms[second], tone.Rms(samples));
    }
}
