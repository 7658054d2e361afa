using SleepVLM.Contracts;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging.Rationales;

namespace SleepVLM.Engine.Evaluation.Judging;

/// <summary>The stages of a simulated night, with the rules that its events and measurements meet, as a reference to judge by.</summary>
public static class TrueScoring
{
    /// <summary>JSON Lines with <c>epoch</c>, <c>stage</c> and <c>applicable_rules</c>; no rules for an epoch that could not be measured.</summary>
    /// <param name="night">The simulation.</param>
    /// <param name="reading">Its signals as read; rules go by the channels in view.</param>
    public static string JsonLines(SimulatedNight night, NightReading reading)
    {
        var evidence = new TrueEvidence(night, reading.Analysis, ChannelNames.AsRecorded(reading.Night.Montage));
        return ReferenceLines.Of(night.Epochs.Select((epoch, i) => ((SleepStage?)epoch.Stage,
            reading.Analysis.Epochs[i] is null ? [] : RationaleComposer.Compose(evidence.Of(i), (ulong)i).Rules)));
    }
}
