using SleepVLM.Engine.Detection.Eyes;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Joint;

/// <summary>Rapid eye movements too small to be told by their step, where the recording looks like R anyway.</summary>
/// <remarks>Slow waves and the EEG that both EOG channels share are taken off by the filter, which knows how much the channels usually have in common.</remarks>
internal static class JointEyeMovements
{
    /// <summary>Standard deviations of the background.</summary>
    public const double Least = 3.3;

    /// <summary>Told with each event.</summary>
    public static readonly string OperatingPoint = FormattableString.Invariant($"REM: matched filter over all derivations, opposite in LOC and ROC, {Least} SD of the background, where tone and slow activity are low and spindles lacking");

    /// <summary>Those that overlap none found already.</summary>
    /// <param name="evidence">Of eye movements.</param>
    /// <param name="eyes">Both EOG channels.</param>
    /// <param name="found">Rapid eye movements told by their step.</param>
    /// <param name="remLike">Where to look; nowhere when null.</param>
    /// <param name="movements">Null where they cannot be told.</param>
    public static IEnumerable<EvidencePeak> Find(Evidence evidence, EyePair eyes, Stretches found, RemLikeSeconds? remLike, BodyMovements? movements)
    {
        if (remLike is null) return [];
        return evidence.Peaks(Least).Where(peak =>
            remLike[(int)peak.OnsetSeconds] && eyes.IsUsable(peak.OnsetSeconds, peak.EndSeconds) && !(movements?.IsNear((int)peak.OnsetSeconds) ?? false)
            && found.Covered((int)(peak.OnsetSeconds * eyes.RateHz), (int)(peak.EndSeconds * eyes.RateHz)) == 0);
    }
}
