namespace SleepVLM.Engine.Staging.Questions;

/// <summary>A question about an epoch with its answer.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Question">As a clinician asks.</param>
/// <param name="Answer">One to three short sentences, true of the evidence.</param>
public sealed record ComposedTurn(QuestionKind Kind, string Question, string Answer);

/// <summary>What a question asks for.</summary>
public enum QuestionKind
{
    /// <summary>Are there spindles, and where?</summary>
    Spindles,
    /// <summary>Are there K complexes, and where?</summary>
    KComplexes,
    /// <summary>Are there vertex waves?</summary>
    VertexWaves,
    /// <summary>Are there rapid eye movements?</summary>
    RapidEyeMovements,
    /// <summary>Are there slow eye movements?</summary>
    SlowEyeMovements,
    /// <summary>Are there eye blinks?</summary>
    Blinks,
    /// <summary>Is there an arousal?</summary>
    Arousal,
    /// <summary>How many seconds are slow waves?</summary>
    SlowWaveSeconds,
    /// <summary>How large is the largest slow wave?</summary>
    LargestSlowWave,
    /// <summary>What share of the epoch is alpha rhythm?</summary>
    AlphaShare,
    /// <summary>How fast and how long is the largest spindle?</summary>
    SpindleFigures,
    /// <summary>Is the chin tone low?</summary>
    ChinTone,
    /// <summary>Which channel shows a named event?</summary>
    WhichChannel,
    /// <summary>Which stage is it?</summary>
    Stage,
    /// <summary>Why is it not another stage?</summary>
    WhyNot,
    /// <summary>Which rule decides?</summary>
    DecisiveRule,
    /// <summary>Which stages have the epochs beside it?</summary>
    Neighbours,
    /// <summary>Which channels are recorded?</summary>
    RecordedChannels,
    /// <summary>Is the signal good enough?</summary>
    SignalQuality,
}
