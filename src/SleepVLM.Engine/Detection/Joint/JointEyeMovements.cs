using SleepVLM.Engine.Detection.Eyes;
using SleepVLM.Engine.Detection.Muscle;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Joint;

/// <summary>Rapid eye movements that the derivations show together, where the recording looks like R anyway.</summary>
/// <remarks>
/// Slow waves and the EEG that both EOG channels share are taken off by the filter, which knows how much the channels usually have in common. Rapid eye movements come in
/// bursts (Aserinsky 1971) and are much alike within one: the more there are around, the less evidence each needs, but never much less than the usual one of the minute.
/// </remarks>
internal static class JointEyeMovements
{
    private const double Alone = 3.3, Least = 2.3, Doubtful = 2.5, Plain = 4, PerNeighbour = 0.2, BurstSeconds = 20;
    private const double Usual = 3, UsualShare = 0.65, UsualSeconds = 60;

    /// <summary>Told with each event.</summary>
    public static readonly string OperatingPoint = FormattableString.Invariant(
        $"REM: matched filter over all derivations, opposite in LOC and ROC, {Alone} SD of the background alone, {Least} in a burst, {UsualShare} of the usual, where tone and slow activity are low and spindles lacking");

    /// <summary>Those above the threshold of their place.</summary>
    /// <param name="evidence">Of eye movements.</param>
    /// <param name="eyes">Both EOG channels.</param>
    /// <param name="remLike">Where to look; nowhere when null.</param>
    /// <param name="movements">Null where they cannot be told.</param>
    public static IReadOnlyList<EvidencePeak> Find(Evidence evidence, EyePair eyes, RemLikeSeconds? remLike, BodyMovements? movements)
    {
        if (remLike is null) return [];
        EvidencePeak[] peaks = [.. evidence.Peaks(Least).Where(peak => eyes.IsUsable(peak.OnsetSeconds, peak.EndSeconds))];
        return [.. peaks.Where((peak, at) =>
            remLike[(int)peak.OnsetSeconds] && !(movements?.IsNear((int)peak.OnsetSeconds) ?? false) && peak.Value >= Threshold(peaks, at))];
    }

    /// <summary>How far a peak lies above the least that can count, as the score of its event.</summary>
    public static double ScoreOf(EvidencePeak peak) => Score.Above(peak.Value, Least);

    private static double Threshold(EvidencePeak[] peaks, int at)
    {
        int first = at, end = at + 1;
        while (first > 0 && peaks[at].OnsetSeconds - peaks[first - 1].OnsetSeconds <= UsualSeconds) first--;
        while (end < peaks.Length && peaks[end].OnsetSeconds - peaks[at].OnsetSeconds <= UsualSeconds) end++;
        var burst = 0.0;
        var usual = new List<double>();
        for (var i = first; i < end; i++)
        {
            if (peaks[i].Value >= Usual) usual.Add(peaks[i].Value);
            if (i != at && Math.Abs(peaks[i].OnsetSeconds - peaks[at].OnsetSeconds) <= BurstSeconds) burst += Math.Clamp(peaks[i].Value, Doubtful, Plain) - Doubtful;
        }

        usual.Sort();
        return Math.Max(Math.Max(Least, Alone - PerNeighbour * burst), usual.Count == 0 ? 0 : UsualShare * usual[usual.Count / 2]);
    }
}
