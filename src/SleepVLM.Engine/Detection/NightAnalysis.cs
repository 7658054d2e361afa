using SleepVLM.Contracts;

namespace SleepVLM.Engine.Detection;

/// <summary>Everything that is read off the signals of a night, independent of any decision.</summary>
/// <param name="Epochs">Measurements of each epoch, null where it cannot be staged.</param>
/// <param name="Night">What holds for the whole night.</param>
/// <param name="Detections">Events and signal quality.</param>
public sealed record NightAnalysis(IReadOnlyList<EpochMeasurements?> Epochs, NightMeasurements Night, NightDetections Detections);
