namespace SleepVLM.Contracts;

/// <summary>How much of a night a stage is decided from.</summary>
public enum StageContext
{
    /// <summary>The epoch and its two neighbours, as the published SleepVLM does.</summary>
    Window,
    /// <summary>The probabilities of the windows and the odds of one stage following another, over the course of the night.</summary>
    Night,
}
