namespace SleepVLM.Engine.Evaluation.DetectorBench;

/// <summary>The part of a night that is judged.</summary>
public enum BenchScope
{
    /// <summary>Epochs of a kind's <see cref="DetectorBench.HomeStages"/>, by true stage: as published benchmarks have it.</summary>
    HomeStages,

    /// <summary>Every epoch.</summary>
    WholeNight,
}
