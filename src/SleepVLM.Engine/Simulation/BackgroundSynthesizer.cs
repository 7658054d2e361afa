using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The ongoing EEG of five derivations: noise whose spectrum follows the stages without a seam, correlated between derivations.</summary>
/// <remarks>Overlapping frames of about four seconds are drawn as spectra, windowed with a sine and added; powers sum to a constant at an overlap of half.</remarks>
internal sealed class BackgroundSynthesizer
{
    private const int EegRoles = 5;
    private const double UnrestSeconds = 1.2;
    private const double HalfLogOfPower = 0.1151; // ln(10) / 20: what swings of 1 dB SD add to mean power, dB
    private static readonly int Bands = StageSpectra.BandCentresHz.Length;

    // Shares of the four common generators (whole head with reference, anterior, posterior, eyes) in each derivation at low frequencies.
    private static readonly double[][] CommonShares =
    [
        [0.80, 0.44, 0.00, 0.05],
        [0.86, 0.20, 0.20, 0.00],
        [0.66, 0.00, 0.56, 0.00],
        [0.56, 0.52, 0.00, 0.30],
        [0.56, 0.52, 0.00, -0.30],
    ];

    private readonly SignalCanvas _canvas;
    private readonly StageCourse _course;
    private readonly SubjectTraits _traits;
    private readonly NoiseSource _noise;
    private readonly int _length;
    private readonly double _hopSeconds;
    private readonly (int Band, double Share)[] _plan;
    private readonly float[][] _channelDb;
    private readonly double _slowWaveDb;
    private readonly SlowDrift _commonUnrest, _vigilance;

    public BackgroundSynthesizer(SignalCanvas canvas, StageCourse course, SubjectTraits traits, NoiseSource noise)
    {
        (_canvas, _course, _traits, _noise) = (canvas, course, traits, noise);
        _length = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(canvas.SampleRateHz * 3));
        _hopSeconds = (double)_length / 2 / canvas.SampleRateHz;
        _plan = StageSpectra.BinPlan(_length / 2, (double)canvas.SampleRateHz / _length);
        _channelDb = DrawChannels();
        _commonUnrest = new SlowDrift(noise.Fork(), 1, UnrestSeconds, _hopSeconds);
        _vigilance = new SlowDrift(noise.Fork(), 1, StageSpectra.WaveringSeconds, _hopSeconds);
        // N3 is defined by microvolts: someone whose frontal EEG is large all night has no larger slow waves in proportion, or would have no N2.
        var frontal = traits.LevelDb + (traits.BandDb[0] + traits.BandDb[1]) / 2 + (_channelDb[0][0] + _channelDb[0][1]) / 2 - StageSpectra.Role(ChannelRole.F4, 0);
        _slowWaveDb = traits.SlowWaveDb - 0.65 * frontal;
    }

    /// <summary>dB of a band in a derivation when the sleeper is wholly in one stage, everything that lasts all night included.</summary>
    public double SteadyDb(ChannelRole role, SleepStage stage, int band) =>
        StageDb(stage, band) + _traits.LevelDb + _traits.BandDb[band] + _channelDb[(int)role][band];

    /// <summary>RMS of the background between two frequencies, microvolts, in one stage.</summary>
    public double SteadyRms(ChannelRole role, SleepStage stage, double lowHz, double highHz)
    {
        var band = Array.FindIndex(StageSpectra.BandCentresHz, centre => centre >= (lowHz + highHz) / 2 - 1);
        return Math.Sqrt(Math.Pow(10, SteadyDb(role, stage, band) / 10) * (highHz - lowHz));
    }

    public void Paint(CancellationToken cancellationToken)
    {
        var hop = _length / 2;
        var window = Enumerable.Range(0, _length).Select(i => (float)Math.Sin(Math.PI * (i + 0.5) / _length)).ToArray();
        var transform = new FourierTransform(_length);
        var drifts = Enumerable.Range(0, Bands).Select(band => (
            Slow: new SlowDrift(_noise, 0.5, 900, _hopSeconds),
            Medium: new SlowDrift(_noise, 0.3, 25, _hopSeconds),
            Fast: new SlowDrift(_noise, 1, UnrestSeconds, _hopSeconds))).ToArray();
        var activity = (Long: new SlowDrift(_noise, 1, 240, _hopSeconds), Short: new SlowDrift(_noise, 1, 6, _hopSeconds));
        var generators = Enumerable.Range(0, 4 + EegRoles).Select(_ => new float[_length]).ToArray();
        var mixing = MixingByBin();
        var amplitude = new float[_length / 2];
        var (re, im) = (new float[_length], new float[_length]);
        Span<double> frameDb = stackalloc double[Bands];

        for (var start = -hop; start < _canvas.SampleCount; start += hop)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var centre = (double)(start + hop) / _canvas.SampleRateHz;
            FrameDb(frameDb, centre, drifts, activity.Long.Next(), activity.Short.Next());
            foreach (var generator in generators) _noise.FillGaussian(generator);
            for (var role = 0; role < EegRoles; role += 2)
            {
                Array.Clear(re);
                Array.Clear(im);
                // A complex transform carries two real signals: the second one enters times i.
                AddSpectrum(re, im, role, frameDb, amplitude, generators, mixing, second: false);
                if (role + 1 < EegRoles) AddSpectrum(re, im, role + 1, frameDb, amplitude, generators, mixing, second: true);
                transform.Inverse(re, im);
                OverlapAdd(_canvas[(ChannelRole)role], re, window, start);
                if (role + 1 < EegRoles) OverlapAdd(_canvas[(ChannelRole)(role + 1)], im, window, start);
            }
        }
    }

    private void FrameDb(Span<double> db, double centre, (SlowDrift Slow, SlowDrift Medium, SlowDrift Fast)[] drifts, double longActivity, double shortActivity)
    {
        var wake = _course.Share(SleepStage.W, centre);
        var restless = wake * wake * Math.Clamp(0.5 + 1.1 * longActivity + 0.8 * shortActivity, -1.2, 3);
        var neighbour = drifts[0].Fast.Next();
        var common = _traits.Burstiness * _commonUnrest.Next();
        var vigilance = _vigilance.Next();
        for (var band = 0; band < db.Length; band++)
        {
            // Half of each band's unrest is its lower neighbour's, too: bursts are broader than a band.
            var own = drifts[band].Fast.Next();
            var unrest = _traits.Burstiness * Math.Sqrt(0.5) * (own + neighbour);
            neighbour = own;
            db[band] = _traits.LevelDb + _traits.BandDb[band] + drifts[band].Slow.Next() + drifts[band].Medium.Next();
            foreach (var stage in Enum.GetValues<SleepStage>())
            {
                var shared = StageSpectra.CommonUnrest(stage);
                var unsteady = Math.Sqrt(1 - shared) * unrest + Math.Sqrt(shared) * common;
                var wavering = _traits.Burstiness * StageSpectra.Wavering(stage, band);
                var swing = unsteady * StageSpectra.Unrest(stage, band) + wavering * (vigilance - HalfLogOfPower * wavering);
                db[band] += _course.Share(stage, centre) * (StageDb(stage, band) + swing);
            }

            // Restless wakefulness: movement in the slow bands, muscle in the fast ones, little between.
            db[band] += restless * (band < 3 ? 2.4 - 0.6 * band : band < 8 ? 0.3 : 0.8 * (band - 7));
        }
    }

    private double StageDb(SleepStage stage, int band)
    {
        var db = BackgroundDb(stage, band);
        if (band >= 8) db = db * _traits.StageContrast + (1 - _traits.StageContrast) * BackgroundDb(SleepStage.N1, band);
        if (band < 3 && stage is SleepStage.N2 or SleepStage.N3) db += _slowWaveDb;
        return db;
    }

    private double BackgroundDb(SleepStage stage, int band) => _traits.HasMeasuredSpectra ? StageSpectra.Background(stage, band) : StageSpectra.Straight(stage, band);

    private float[][] DrawChannels()
    {
        var channels = new float[EegRoles][];
        for (var role = 0; role < EegRoles; role++)
        {
            var (gain, tilt, floor) = (_noise.Gaussian(0, 1.2), _noise.Gaussian(0, 0.5), _traits.MuscleFloorDb + _noise.Gaussian(0, 1.5));
            channels[role] = new float[Bands];
            for (var band = 0; band < Bands; band++)
            {
                var folds = Math.Log(StageSpectra.BandCentresHz[band] / 6);
                var muscle = Math.Max(0, (band - 7) / 4.0) * floor;
                channels[role][band] = (float)(StageSpectra.Role((ChannelRole)role, band) + gain + (tilt + _traits.TiltDb) * folds + muscle);
            }
        }
        return channels;
    }

    private float[][][] MixingByBin()
    {
        var mixing = new float[EegRoles][][];
        for (var role = 0; role < EegRoles; role++)
        {
            mixing[role] = new float[_plan.Length][];
            for (var bin = 0; bin < _plan.Length; bin++)
            {
                var hz = (double)bin * _canvas.SampleRateHz / _length;
                var common = 0.35 + 0.65 / (1 + Math.Pow(hz / 22, 2));
                var shares = CommonShares[role].Select(share => share * Math.Sqrt(common)).ToArray();
                var own = Math.Sqrt(Math.Max(0.02, 1 - shares.Sum(share => share * share)));
                mixing[role][bin] = [.. shares.Select(share => (float)share), (float)own];
            }
        }
        return mixing;
    }

    private void AddSpectrum(float[] re, float[] im, int role, ReadOnlySpan<double> frameDb, float[] amplitude, float[][] generators, float[][][] mixing, bool second)
    {
        FillAmplitudes(amplitude, role, frameDb);
        var (g0, g1, g2, g3, own) = (generators[0], generators[1], generators[2], generators[3], generators[4 + role]);
        for (var bin = 1; bin < amplitude.Length; bin++)
        {
            var m = mixing[role][bin];
            var (x, y) = (2 * bin, 2 * bin + 1);
            var real = amplitude[bin] * (m[0] * g0[x] + m[1] * g1[x] + m[2] * g2[x] + m[3] * g3[x] + m[4] * own[x]);
            var imaginary = amplitude[bin] * (m[0] * g0[y] + m[1] * g1[y] + m[2] * g2[y] + m[3] * g3[y] + m[4] * own[y]);
            var mirror = _length - bin;
            if (second)
            {
                (re[bin], im[bin]) = (re[bin] - imaginary, im[bin] + real);
                (re[mirror], im[mirror]) = (re[mirror] + imaginary, im[mirror] + real);
            }
            else
            {
                (re[bin], im[bin]) = (re[bin] + real, im[bin] + imaginary);
                (re[mirror], im[mirror]) = (re[mirror] + real, im[mirror] - imaginary);
            }
        }
    }

    /// <summary>Amplitude of each bin's real and imaginary part so that the sum has the wanted density.</summary>
    private void FillAmplitudes(float[] amplitude, int role, ReadOnlySpan<double> frameDb)
    {
        // A bin and its mirror with parts of variance a^2 make a wave of variance 4 a^2, and squared sine windows at half overlap sum to 1.
        var scale = 0.5 * Math.Sqrt((double)_canvas.SampleRateHz / _length);
        for (var bin = 1; bin < amplitude.Length; bin++)
        {
            var (band, share) = _plan[bin];
            var low = frameDb[band] + _channelDb[role][band];
            var high = frameDb[band + 1] + _channelDb[role][band + 1];
            amplitude[bin] = (float)(scale * Math.Exp((low + (high - low) * share) * (Math.Log(10) / 20)));
        }
    }

    private static void OverlapAdd(float[] trace, float[] frame, float[] window, int start)
    {
        var (from, to) = (Math.Max(0, -start), Math.Min(frame.Length, trace.Length - start));
        for (var i = from; i < to; i++) trace[start + i] += frame[i] * window[i];
    }
}
