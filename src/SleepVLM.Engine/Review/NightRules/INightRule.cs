using SleepVLM.Contracts;

namespace SleepVLM.Engine.Review.NightRules;

/// <summary>One question asked of a whole night. Pure: the same night always gives the same findings.</summary>
public interface INightRule
{
    /// <summary>Stretches of the night that break it.</summary>
    IEnumerable<NightFinding> Check(StagedNight night);
}
