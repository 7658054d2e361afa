using SleepVLM.Contracts;
using SleepVLM.Engine.Detection;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules.Measurements;

namespace SleepVLM.Engine.Tests.Rules.Measurements;

/// <summary>A night of faint noise into which a test draws what it needs.</summary>
internal sealed class SyntheticNight
{
    public const int RateHz = 100;

    private readonly Dictionary<ChannelRole, float[]> _samples = [];
    private readonly Dictionary<ChannelRole, double> _sourceRateHz = [];
    private readonly UnscoredReason?[] _unscorable;

    public SyntheticNight(int epochs = 3, int seed = 1, double noiseMicrovolts = 2, params ChannelRole[] roles)
    {
        _unscorable = new UnscoredReason?[epochs];
        var random = new Random(seed);
        foreach (var role in roles.Length == 0 ? Enum.GetValues<ChannelRole>() : roles)
        {
            var samples = new float[epochs * 30 * RateHz];
            double slow = 0;
            for (var i = 0; i < samples.Length; i++)
            {
                slow = 0.9 * slow + (random.NextDouble() - 0.5);
                samples[i] = (float)(noiseMicrovolts * slow);
            }

            _samples[role] = samples;
        }
    }

    public float[] this[ChannelRole role] => _samples[role];

    /// <summary>Adds a sine that starts at zero: amplitude is half of peak to peak.</summary>
    public SyntheticNight Sine(ChannelRole role, double fromSeconds, double toSeconds, double hertz, double amplitude)
    {
        for (var i = (int)Math.Round(fromSeconds * RateHz); i < (int)Math.Round(toSeconds * RateHz); i++)
            _samples[role][i] += (float)(amplitude * Math.Sin(2 * Math.PI * hertz * ((double)i / RateHz - fromSeconds)));
        return this;
    }

    public SyntheticNight Fill(ChannelRole role, double fromSeconds, double toSeconds, float value)
    {
        _samples[role].AsSpan((int)(fromSeconds * RateHz)..(int)(toSeconds * RateHz)).Fill(value);
        return this;
    }

    /// <summary>Multiplies what is there.</summary>
    public SyntheticNight Scale(ChannelRole role, double fromSeconds, double toSeconds, float factor)
    {
        foreach (ref var value in _samples[role].AsSpan((int)(fromSeconds * RateHz)..(int)(toSeconds * RateHz))) value *= factor;
        return this;
    }

    /// <summary>A deflection of the eyes: opposite phase in the two EOG channels, half a sine of the given length.</summary>
    public SyntheticNight EyeMovement(double atSeconds, double lengthSeconds, double amplitude) =>
        Sine(ChannelRole.LOC, atSeconds, atSeconds + lengthSeconds, 0.5 / lengthSeconds, amplitude)
        .Sine(ChannelRole.ROC, atSeconds, atSeconds + lengthSeconds, 0.5 / lengthSeconds, -amplitude);

    public SyntheticNight Unscorable(int epoch, UnscoredReason reason)
    {
        _unscorable[epoch] = reason;
        return this;
    }

    public SyntheticNight SourceRate(ChannelRole role, double hertz)
    {
        _sourceRateHz[role] = hertz;
        return this;
    }

    public static Derivation DerivationOf(ChannelRole role) => role switch
    {
        ChannelRole.F4 or ChannelRole.C4 or ChannelRole.O2 => new Derivation(role.ToString(), "M1"),
        _ => new Derivation(role.ToString(), ""),
    };

    public PreparedNight Build()
    {
        var roles = _samples.Keys.Order().ToArray();
        var montage = new Montage([.. roles.Select(role => new MontageChannel(
            role, DerivationOf(role), [role.ToString()], _sourceRateHz.GetValueOrDefault(role, 256), "uV", ChannelOrigin.Recorded, ""))], []);
        return new PreparedNight(montage, RenderStyle.SleepVlm(), [.. roles.Select(role => _samples[role])], _unscorable);
    }

    public NightAnalysis Measure() => NightAnalyzer.Analyze(Build(), null, default);

    /// <summary>Measurements of one epoch, from 0.</summary>
    public EpochMeasurements Measure(int epoch) => Measure().Epochs[epoch]!;
}
