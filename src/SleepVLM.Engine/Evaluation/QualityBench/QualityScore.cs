using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Evaluation.QualityBench;

/// <summary>How well a look at the signals finds planted artefacts of one kind, counted in epochs of single channels.</summary>
/// <param name="Kind">What was planted.</param>
/// <param name="Planted">Epochs that it covers for 20 s or more.</param>
/// <param name="Seen">Those of them in which a fault that stands for it was told.</param>
/// <param name="Clean">Epochs without any artefact or body movement.</param>
/// <param name="FalseAlarms">Those of them in which such a fault was told all the same.</param>
public sealed record QualityScore(ArtefactKinds Kind, int Planted, int Seen, int Clean, int FalseAlarms)
{
    /// <summary>Seen of planted; null where nothing was planted.</summary>
    public double? Sensitivity => Planted == 0 ? null : (double)Seen / Planted;

    /// <summary>False alarms of clean; null where nothing is clean.</summary>
    public double? FalseAlarmRate => Clean == 0 ? null : (double)FalseAlarms / Clean;

    /// <summary>Counts of both; the kinds must be equal.</summary>
    public static QualityScore operator +(QualityScore first, QualityScore second) => first with
    {
        Planted = first.Planted + second.Planted, Seen = first.Seen + second.Seen, Clean = first.Clean + second.Clean, FalseAlarms = first.FalseAlarms + second.FalseAlarms,
    };
}
