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
    private readonly int _length, _rateHz, _lowest, _highest;
    private readonly Fft _backward;
    private readonly double[] _re, _im;

    /// <param name="channels">All of one rate and length.</param>
    /// <param name="background">Of the same channels.</param>
    public MatchedFilterBank(IReadOnlyList<ChannelSignal> channels, BackgroundSpectra background)
    {
        (_channels, _background, _rateHz) = (channels, background, channels[0].RateHz);
        _length = (int)BitOperations.RoundUpToPowerOf2((uint)((EpochSeconds + 2 * MarginSeconds) * _rateHz));
        _backward = new Fft(_length / 2);
        (_re, _im) = (new double[_length / 2], new double[_length / 2]);
        // The background's first frequency above 0: both lengths are powers of two, so it is a whole number of bins.
        _lowest = (int)Math.Round(background.BinHz * _length / _rateHz);
        _highest = Math.Min(_length / 4 - 1, (int)(BackgroundSpectra.HighestHz * _length / _rateHz));
    }

    /// <summary>Looks at the whole night.</summary>
    /// <param name="kinds">Templates of each kind.</param>
    /// <param name="cancellationToken">Stops between epochs.</param>
    /// <returns>One a kind.</returns>
    public IReadOnlyList<Evidence> Look(IReadOnlyList<TemplateSet> kinds, CancellationToken cancellationToken)
    {
        var transform = new Fft(_length);
        TemplateSpectrum[][] spectra = [.. kinds.Select(kind => kind.Templates.Select(template => new TemplateSpectrum(template, transform, _length, _highest + 1)).ToArray())];
        Evidence[] evidence = [.. kinds.Select(kind => new Evidence(kind, _channels[0].Samples.Length / 2, _rateHz / 2.0))];
        var whitened = new WhitenedEpoch(_channels, _length, _lowest, _highest);
        for (var epoch = 0; epoch < _background.Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_background.Inverse(epoch) is not { } inverse) continue;
            whitened.Read((epoch * EpochSeconds - MarginSeconds) * _rateHz, (EpochSeconds + 2 * MarginSeconds) * _rateHz, inverse);
            for (var kind = 0; kind < kinds.Count; kind++)
                for (var template = 0; template < spectra[kind].Length; template++)
                    Answer(epoch, whitened, inverse, spectra[kind][template], evidence[kind], template);
        }

        return evidence;
    }

    private void Answer(int epoch, WhitenedEpoch whitened, Complex[] inverse, TemplateSpectrum template, Evidence evidence, int number)
    {
        double[] re = _re, im = _im;
        Array.Clear(re);
        Array.Clear(im);
        var stride = _highest + 1;
        for (var row = 0; row < _channels.Count; row++)
        {
            ReadOnlySpan<double> wholeRe = whitened.Re.AsSpan(row * stride, stride), wholeIm = whitened.Im.AsSpan(row * stride, stride);
            ReadOnlySpan<double> shapeRe = template.Re.AsSpan(row * stride, stride), shapeIm = template.Im.AsSpan(row * stride, stride);
            // A backward transform is a forward one with real and imaginary part exchanged.
            for (var bin = _lowest; bin < stride; bin++)
            {
                im[bin] += shapeRe[bin] * wholeRe[bin] + shapeIm[bin] * wholeIm[bin];
                re[bin] += shapeRe[bin] * wholeIm[bin] - shapeIm[bin] * wholeRe[bin];
            }
        }

        _backward.Forward(re, im);
        var power = template.Power(inverse, _lowest);
        var scale = power > 0 ? Math.Sqrt(2 / (power * _length * _rateHz)) : 0;
        int margin = MarginSeconds * _rateHz / 2, count = EpochSeconds * _rateHz / 2;
        evidence.Add(epoch * count, im.AsSpan(margin, count), re.AsSpan(margin, count), scale, number);
    }
}
