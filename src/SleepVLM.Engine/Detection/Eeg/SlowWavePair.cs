using SleepVLM.Engine.Detection.Signals;

namespace SleepVLM.Engine.Detection.Eeg;

/// <summary>Two neighbouring half-waves of a slow wave.</summary>
/// <param name="Wave">Where they lie; <see cref="Stretch.Size"/> is peak to peak.</param>
/// <param name="Place">Number of the second half-wave in the channel: neighbouring pairs share one.</param>
/// <param name="NegativeFirst">Whether the first half-wave is the negative one.</param>
internal readonly record struct SlowWavePair(Stretch Wave, int Place, bool NegativeFirst);
