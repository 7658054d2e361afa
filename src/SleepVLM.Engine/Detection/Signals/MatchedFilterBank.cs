using System.Numerics;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>How much the channels together speak for an event of a kind at each moment: matched filters, whitened by the background around.</summary>
/// <remarks>
/// The statistic is the likelihood ratio's for a wave of known shape and unknown size in Gaussian noise of known cross-spectrum (Turin 1960; for several
/// channels Kay, Fundamentals of statistical signal processing II, 1998, 13.3): in background alone it has variance one. Of a kind's templates the one
/// that speaks most plainly counts. The result has half the channels' rate: nothing above 17 Hz is looked at.
/// </remarks>
internal sealed class MatchedFilterBank
{
    private const int EpochSeconds = 30, MarginSeconds = 5;

    private readonly IReadOnlyList<ChannelSignal> _channels;
    private readonly BackgroundSpectra _background;
    private readonly int _length, _rateHz;
    private readonly Fft _forward, _backward;

    /// <param name="channels">All of one rate and length.</param>
    /// <param name="background">Of the same channels.</param>
    public MatchedFilterBank(IReadOnlyList<ChannelSignal> channels, BackgroundSpectra background)
    {
        (_channels, _background, _rateHz) = (channels, background, channels[0].RateHz);
        _length = (int)BitOperations.RoundUpToPowerOf2((uint)((EpochSeconds + 2 * MarginSeconds) * _rateHz));
        (_forward, _backward) = (new Fft(_length), new Fft(_length / 2));
    }

    /// <summary>Looks at the whole night.</summary>
    /// <param name="kinds">Templates of each kind.</param>
    /// <param name="cancellationToken">Stops between epochs.</param>
    /// <returns>One a kind.</returns>
    public IReadOnlyList<Evidence> Look(IReadOnlyList<TemplateSet> kinds, CancellationToken cancellationToken)
    {
        Complex[][][] spectra = [.. kinds.Select(kind => kind.Templates.Select(Spectrum).ToArray())];
        Evidence[] evidence = [.. kinds.Select(kind => new Evidence(kind, _channels[0].Samples.Length / 2, _rateHz / 2.0))];
        for (var epoch = 0; epoch < _background.Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_background.Inverse(epoch) is not { } inverse) continue;
            var whitened = Whitened(epoch, inverse);
            for (var kind = 0; kind < kinds.Count; kind++)
                for (var template = 0; template < spectra[kind].Length; template++)
                    Answer(epoch, whitened, inverse, spectra[kind][template], evidence[kind], template);
        }

        return evidence;
    }

    private int Highest => Math.Min(_length / 4 - 1, (int)(BackgroundSpectra.HighestHz * _length / _rateHz));

    /// <summary>The background's first frequency above 0: both lengths are powers of two, so it is a whole number of bins.</summary>
    private int Lowest => (int)Math.Round(_background.BinHz * _length / _rateHz);

    /// <summary>Spectrum of a template from its onset on: <c>[channel * (Highest + 1) + bin]</c>.</summary>
    private Complex[] Spectrum(WaveTemplate template)
    {
        var spectrum = new Complex[_channels.Count * (Highest + 1)];
        double[] re = new double[_length], im = new double[_length];
        for (var channel = 0; channel < _channels.Count; channel++)
        {
            Array.Clear(re);
            Array.Clear(im);
            for (var i = 0; i < template.Samples[channel].Length; i++) re[(i - template.Lead + _length) % _length] = template.Samples[channel][i];
            _forward.Forward(re, im);
            for (var bin = 0; bin <= Highest; bin++) spectrum[channel * (Highest + 1) + bin] = new Complex(re[bin], im[bin]);
        }

        return spectrum;
    }

    /// <summary>The epoch and five seconds on both sides, times the inverse of the background.</summary>
    private Complex[] Whitened(int epoch, Complex[] inverse)
    {
        int size = _channels.Count, first = epoch * EpochSeconds * _rateHz - MarginSeconds * _rateHz;
        var whitened = new Complex[size * (Highest + 1)];
        double[] re = new double[_length], im = new double[_length];
        for (var column = 0; column < size; column++)
        {
            Array.Clear(re);
            Array.Clear(im);
            var samples = _channels[column].Samples;
            for (var i = Math.Max(0, -first); i < Math.Min((EpochSeconds + 2 * MarginSeconds) * _rateHz, samples.Length - first); i++) re[i] = samples[first + i];
            _forward.Forward(re, im);
            for (var bin = Lowest; bin <= Highest; bin++)
            {
                var value = new Complex(re[bin], im[bin]);
                for (var row = 0; row < size; row++) whitened[row * (Highest + 1) + bin] += Entry(inverse, bin, row, column) * value;
            }
        }

        return whitened;
    }

    private void Answer(int epoch, Complex[] whitened, Complex[] inverse, Complex[] template, Evidence evidence, int number)
    {
        double[] re = new double[_length / 2], im = new double[_length / 2];
        int size = _channels.Count, stride = Highest + 1;
        for (var bin = Lowest; bin <= Highest; bin++)
        {
            var answer = Complex.Zero;
            for (var row = 0; row < size; row++) answer += Complex.Conjugate(template[row * stride + bin]) * whitened[row * stride + bin];
            // A backward transform is a forward one with real and imaginary part exchanged.
            (im[bin], re[bin]) = (answer.Real, answer.Imaginary);
        }

        _backward.Forward(re, im);
        var power = Power(inverse, template);
        var scale = power > 0 ? Math.Sqrt(2 / (power * _length * _rateHz)) : 0;
        int margin = MarginSeconds * _rateHz / 2, count = EpochSeconds * _rateHz / 2;
        evidence.Add(epoch * count, im.AsSpan(margin, count), re.AsSpan(margin, count), scale, number);
    }

    /// <summary>What a template gives with itself; between the background's frequencies neither changes much.</summary>
    private double Power(Complex[] inverse, Complex[] template)
    {
        double power = 0;
        int size = _channels.Count, stride = Highest + 1;
        for (var bin = 1; bin * Lowest <= Highest; bin++)
            for (var row = 0; row < size; row++)
            {
                var sum = Complex.Zero;
                for (var column = 0; column < size; column++) sum += inverse[(bin * size + row) * size + column] * template[column * stride + bin * Lowest];
                power += (Complex.Conjugate(template[row * stride + bin * Lowest]) * sum).Real;
            }

        return power * Lowest;
    }

    /// <summary>An entry of the inverse at a frequency of the transform, between those of the background.</summary>
    private Complex Entry(Complex[] inverse, int bin, int row, int column)
    {
        var at = (double)bin * _rateHz / _length / _background.BinHz;
        int size = _channels.Count, below = Math.Min((int)at, _background.Bins - 2);
        var share = at - below;
        return (1 - share) * inverse[(below * size + row) * size + column] + share * inverse[((below + 1) * size + row) * size + column];
    }
}
