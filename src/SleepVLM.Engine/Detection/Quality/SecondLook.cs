using SleepVLM.Contracts;

namespace SleepVLM.Engine.Detection.Quality;

/// <summary>Faults that a single second shows: no signal, the limit of the recorder, amplitudes beyond physiology.</summary>
/// <remarks>
/// Flat: below 1 uV peak to peak (chin 0.05), or standing still for 0.5 s before the filters. Clipped: at least 10 ms and three samples at the largest or smallest
/// value that the recording ever reaches, in two seconds or more. Saturated: 0.5 s there. Implausible: above 1,000 uV peak to peak after the
/// filters (chin 3,000).
/// </remarks>
internal sealed class SecondLook
{
    /// <summary>Faults that forbid the use of a second.</summary>
    public const SignalFault MakesUnusable = SignalFault.Flat | SignalFault.Clipped | SignalFault.Saturated | SignalFault.Implausible;

    private const double FlatMicrovolts = 1, FlatChinMicrovolts = 0.05;
    private const double LongestStandstillSeconds = 0.25, RawStandstillSeconds = 0.5;

    private SecondLook(int seconds) =>
        (PeakToPeak, Flat, Faults) = (new float[seconds], new bool[seconds], new SignalFault[seconds]);

    /// <summary>Largest plausible amplitude after the filters, microvolts peak to peak in one second.</summary>
    public static double MostMicrovolts(ChannelRole role) => role == ChannelRole.Chin ? 3000 : 1000;

    public float[] PeakToPeak { get; }

    public bool[] Flat { get; }

    public SignalFault[] Faults { get; }

    public static SecondLook Of(ReadOnlySpan<float> samples, int rateHz, ChannelRole role, RawSeconds? raw)
    {
        var look = new SecondLook(samples.Length / rateHz);
        var flat = role == ChannelRole.Chin ? FlatChinMicrovolts : FlatMicrovolts;
        for (var second = 0; second < look.Flat.Length; second++)
        {
            var (range, standstill) = Measure(samples.Slice(second * rateHz, rateHz));
            look.PeakToPeak[second] = range;
            if (!(range >= flat) || standstill >= LongestStandstillSeconds * rateHz) look.Faults[second] |= SignalFault.Flat;
            if (range > MostMicrovolts(role)) look.Faults[second] |= SignalFault.Implausible;
        }

        if (raw is not null) look.LookAtRecorder(raw);
        for (var second = 0; second < look.Flat.Length; second++) look.Flat[second] = look.Faults[second].HasFlag(SignalFault.Flat);
        return look;
    }

    private void LookAtRecorder(RawSeconds raw)
    {
        var limits = RecorderLimits.Of(raw);
        for (var second = 0; second < Faults.Length; second++)
        {
            if (!raw.Covered[second]) continue;
            var stands = raw.Standstill[second] >= RawStandstillSeconds;
            if (limits.Reaches(raw, second))
            {
                if (stands) Faults[second] = Faults[second] & ~SignalFault.Flat | SignalFault.Saturated;
                else Faults[second] |= SignalFault.Clipped;
            }
            else if (stands) Faults[second] |= SignalFault.Flat;
        }
    }

    private static (float Range, int Standstill) Measure(ReadOnlySpan<float> samples)
    {
        float low = samples[0], high = samples[0];
        int run = 0, longest = 0;
        for (var i = 1; i < samples.Length; i++)
        {
            low = Math.Min(low, samples[i]);
            high = Math.Max(high, samples[i]);
            run = samples[i] == samples[i - 1] ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return (high - low, longest);
    }
}
