namespace SleepVLM.Contracts;

/// <summary>An event that a detector found in the signal.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="OnsetSeconds">Start, seconds from the start of the recording.</param>
/// <param name="DurationSeconds">Length, seconds.</param>
/// <param name="Channel">Place in the montage of the channel it was found in; for events of two channels (eye movements) the larger one.</param>
/// <param name="AmplitudeMicrovolts">Peak to peak, microvolts; 0 for an arousal.</param>
/// <param name="FrequencyHz">Hertz; 0 where it has none.</param>
/// <param name="Derivation">What that channel really measures.</param>
/// <param name="Score">How plain it is, 0 to 1; 0.5 is just at the operating point.</param>
/// <param name="OperatingPoint">Detector and the figures it worked with, for the record, for example <c>A7: sigma 11-16 Hz, ...</c>.</param>
public sealed record DetectedEvent(
    SleepEventKind Kind, double OnsetSeconds, double DurationSeconds, ChannelRole Channel, double AmplitudeMicrovolts, double FrequencyHz,
    Derivation Derivation, double Score, string OperatingPoint)
    : SleepEvent(Kind, OnsetSeconds, DurationSeconds, Channel, AmplitudeMicrovolts, FrequencyHz);
