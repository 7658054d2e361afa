using SleepVLM.Contracts;

namespace SleepVLM.Engine.Simulation;

/// <summary>What a scorer looks for in a trace.</summary>
public enum SleepEventKind { AlphaRhythm, Spindle, KComplex, SlowWave, RapidEyeMovement, SlowEyeMovement, Blink, VertexWave, SawtoothWaves, Arousal, BodyMovement }

/// <summary>One event that a simulated night holds.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="OnsetSeconds">Start, seconds from the start of the recording.</param>
/// <param name="DurationSeconds">Length, seconds.</param>
/// <param name="Channel">Where it is largest.</param>
/// <param name="AmplitudeMicrovolts">Peak to peak, microvolts; 0 for an arousal, which is a change and not a wave.</param>
/// <param name="FrequencyHz">Hertz; 0 where it has none.</param>
public sealed record SleepEvent(
    SleepEventKind Kind, double OnsetSeconds, double DurationSeconds, ChannelRole Channel, double AmplitudeMicrovolts, double FrequencyHz);
