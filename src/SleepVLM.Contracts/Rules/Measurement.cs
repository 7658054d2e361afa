namespace SleepVLM.Contracts;

/// <summary>One number read off the signal.</summary>
/// <param name="Name">What was measured, for example <c>slow-wave seconds</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit: <c>s</c>, <c>uV</c>, <c>Hz</c>, <c>%</c>, <c>dB</c>.</param>
/// <param name="Derivation">Where it was measured.</param>
/// <param name="OnsetSeconds">Start of the measured stretch, seconds from the start of the epoch.</param>
/// <param name="DurationSeconds">Length of that stretch, seconds.</param>
public sealed record Measurement(
    string Name, double Value, string Unit, Derivation Derivation, double OnsetSeconds = 0, double DurationSeconds = 30);
