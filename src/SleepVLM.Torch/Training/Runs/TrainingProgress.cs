namespace SleepVLM.Torch.Training;

/// <summary>How far a run came.</summary>
/// <param name="Steps">Steps done.</param>
/// <param name="Hours">Time spent, hours, interruptions not counted.</param>
/// <param name="ValidatedSteps">Steps behind which the last validation was; a run that was stopped in a validation does it again.</param>
/// <param name="BestKappa">Best kappa of a validation; null before the first.</param>
/// <param name="BestWindows">Windows seen when it was reached.</param>
/// <param name="SinceBest">Validations since then.</param>
/// <param name="Finished">Nothing is left to do.</param>
/// <param name="Settings">What the run was begun with, by option.</param>
public sealed record TrainingProgress(
    long Steps, double Hours, long ValidatedSteps, double? BestKappa, long BestWindows, int SinceBest, bool Finished, IReadOnlyDictionary<string, string> Settings);
