using SleepVLM.Contracts;
using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Muscle;

/// <summary>Tells moments that may be stage R, before anybody has staged: rapid eye movements near by and no spindle.</summary>
internal sealed class RemContext(IReadOnlyList<DetectedEvent> rapidEyeMovements, IEnumerable<Stretches> spindles, int rateHz)
{
    private const double NearSeconds = 120, WithoutSpindleSeconds = 60;

    private readonly double[] _onsets = [.. rapidEyeMovements.Select(found => found.OnsetSeconds).Order()];
    private readonly Stretches[] _spindles = [.. spindles];

    /// <summary>Rapid eye movements within two minutes, and no spindle within one, in any channel.</summary>
    public bool LooksLikeRem(double seconds)
    {
        var next = Array.BinarySearch(_onsets, seconds - NearSeconds);
        if (next < 0) next = ~next;
        var hasMovement = next < _onsets.Length && _onsets[next] <= seconds + NearSeconds;
        return hasMovement && _spindles.All(found =>
            found.Centred((int)((seconds - WithoutSpindleSeconds) * rateHz), (int)((seconds + WithoutSpindleSeconds) * rateHz)).IsEmpty);
    }
}
