using System.Text;
using System.Text.Json;
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
        var text = new StringBuilder();
        for (var epoch = 0; epoch < night.Epochs.Count; epoch++)
        {
            IReadOnlyList<RuleId> rules = reading.Analysis.Epochs[epoch] is null ? [] : RationaleComposer.Compose(evidence.Of(epoch), (ulong)epoch).Rules;
            text.Append(JsonSerializer.Serialize(new
            {
                epoch = epoch + 1, stage = night.Epochs[epoch].Stage.ToString(), applicable_rules = rules.Select(rule => rule.Value),
            })).Append('\n');
        }

        return text.ToString();
    }
}
