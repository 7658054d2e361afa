using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>The level of each band of the ongoing EEG over time: what the stage has, what the sleeper has, and the unrest of both.</summary>
/// <remarks>Real EEG swells and ebbs as a whole far more than band by band: most awake, least in N3.</remarks>
internal sealed class SpectralCourse
{
    private static readonly int Bands = StageSpectra.BandCentresHz.Length;

    private const double WakeMinuteDb = 0.7; // SD from one minute to the next that all bands of wakefulness share

    private readonly StageCourse _course;
    private readonly SubjectTraits _traits;
    private readonly Func<SleepStage, int, double> _stageDb;
    private readonly SlowDrift[] _night, _brief;
    private readonly Swell _burst;
    private readonly SlowDrift _restlessLong, _restlessShort, _minute;

    /// <param name="course">Which stage shows when.</param>
    /// <param name="traits">Whose EEG it is.</param>
    /// <param name="stageDb">dB of a band in a stage, before what lasts all night.</param>
    /// <param name="stepSeconds">Time between two calls of <see cref="Next"/>.</param>
    /// <param name="noise">Where the unrest comes from.</param>
    public SpectralCourse(StageCourse course, SubjectTraits traits, Func<SleepStage, int, double> stageDb, double stepSeconds, NoiseSource noise)
    {
        (_course, _traits, _stageDb) = (course, traits, stageDb);
        _night = [.. Enumerable.Range(0, Bands).Select(_ => new SlowDrift(noise, 0.5, 900, stepSeconds))];
        _brief = [.. Enumerable.Range(0, Bands).Select(_ => new SlowDrift(noise, 0.3, 25, stepSeconds))];
        _burst = new Swell(noise, 2.5, stepSeconds);
        _minute = new SlowDrift(noise, WakeMinuteDb, 50, stepSeconds);
        (_restlessLong, _restlessShort) = (new SlowDrift(noise, 1, 240, stepSeconds), new SlowDrift(noise, 1, 6, stepSeconds));
    }

    /// <summary>dB of each band one step later.</summary>
    public void Next(Span<double> db, double centreSeconds)
    {
        var wake = _course.Share(SleepStage.W, centreSeconds);
        var restless = wake * wake * Math.Clamp(0.5 + 1.1 * _restlessLong.Next() + 0.8 * _restlessShort.Next(), -1.2, 3);
        _burst.Advance();
        var wakeSwell = wake * _traits.Burstiness * _minute.Next();
        for (var band = 0; band < db.Length; band++)
        {
            db[band] = _traits.LevelDb + _traits.BandDb[band] + _night[band].Next() + _brief[band].Next();
            foreach (var stage in Enum.GetValues<SleepStage>())
            {
                var (own, common) = StageSpectra.Burst(stage, band);
                var unrest = own * _burst.Own(band) + common * _burst.Shared(band, StageSpectra.FastFollowsSlow(stage));
                db[band] += _course.Share(stage, centreSeconds) * (_stageDb(stage, band) + _traits.Burstiness * unrest);
            }
            // Restless wakefulness: movement in the slow bands, muscle in the fast ones, little between.
            db[band] += wakeSwell + restless * (band < 3 ? 2.4 - 0.6 * band : band < 8 ? 0.3 : 0.8 * (band - 7));
        }
    }

    /// <summary>One value that all bands share and one of each band, half of it its lower neighbour's: bursts are broader than a band. Unit variance.</summary>
    private sealed class Swell(NoiseSource noise, double timeConstantSeconds, double stepSeconds)
    {
        private readonly SlowDrift _slow = new(noise, 1, timeConstantSeconds, stepSeconds), _fast = new(noise, 1, timeConstantSeconds, stepSeconds);
        private readonly SlowDrift[] _sources = [.. Enumerable.Range(0, Bands + 1).Select(_ => new SlowDrift(noise, 1, timeConstantSeconds, stepSeconds))];
        private readonly double[] _values = new double[Bands + 1];

        private (double Slow, double Fast) _common;

        /// <summary>What bands below 15 Hz share, and what those above do; the two agree as far as told.</summary>
        public double Shared(int band, double together) =>
            band < StageSpectra.LowestFastBand ? _common.Slow : together * _common.Slow + Math.Sqrt(1 - together * together) * _common.Fast;

        public double Own(int band) => Math.Sqrt(0.5) * (_values[band] + _values[band + 1]);

        public void Advance()
        {
            _common = (_slow.Next(), _fast.Next());
            for (var i = 0; i < _values.Length; i++) _values[i] = _sources[i].Next();
        }
    }
}
