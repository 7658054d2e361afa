namespace SleepVLM.Engine.EpochImages.Filters;

/// <summary>Filters forward and backward, so that nothing shifts in time (SciPy's <c>filtfilt</c> with its default odd padding).</summary>
/// <param name="filter">The filter to run twice.</param>
public sealed class ZeroPhaseFilter(TransferFunction filter)
{
    private readonly double[] _steadyState = filter.SteadyState();

    /// <summary>Samples mirrored about each end before filtering: three times the number of coefficients.</summary>
    public int PaddingLength { get; } = 3 * (filter.Order + 1);

    /// <summary>Filters in place.</summary>
    /// <param name="samples">The signal; it must be longer than <see cref="PaddingLength"/>.</param>
    /// <param name="scratch">At least <c>samples.Length + 2 * PaddingLength</c> long.</param>
    /// <exception cref="ArgumentException">The signal is too short to be mirrored.</exception>
    public void Apply(Span<double> samples, Span<double> scratch)
    {
        var padding = PaddingLength;
        if (samples.Length <= padding)
            throw new ArgumentException($"{samples.Length} samples cannot be mirrored over {padding}", nameof(samples));

        var extended = scratch[..(samples.Length + 2 * padding)];
        samples.CopyTo(extended[padding..]);
        double first = samples[0], last = samples[^1];
        for (var i = 1; i <= padding; i++)
        {
            extended[padding - i] = 2 * first - samples[i];
            extended[padding + samples.Length - 1 + i] = 2 * last - samples[^(1 + i)];
        }

        Run(extended, step: 1);
        Run(extended, step: -1);
        extended.Slice(padding, samples.Length).CopyTo(samples);
    }

    private void Run(Span<double> samples, int step)
    {
        Span<double> state = stackalloc double[_steadyState.Length];
        var first = samples[step > 0 ? 0 : ^1];
        for (var i = 0; i < state.Length; i++) state[i] = _steadyState[i] * first;
        switch (filter.Order)
        {
            case 2: DirectForm.RunOrder2(filter, state, samples, step); break;
            case 8: DirectForm.RunOrder8(filter, state, samples, step); break;
            default: DirectForm.Run(filter, state, samples, step); break;
        }
    }
}
