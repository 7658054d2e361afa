using SleepVLM.Contracts;
using SleepVLM.Engine.Review;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Simulation;
using SleepVLM.Engine.Staging;
using SleepVLM.Engine.Staging.Rationales;
using SleepVLM.Engine.Staging.RuleStaging;

namespace SleepVLM.Engine.Evaluation.CheckerBench;

/// <summary>Right rationales of a night: told from what was measured, or from what is true.</summary>
internal sealed class BenchNights(NightReading reading, RuleChecker checker)
{
    private static readonly Provenance Nobody = new("", "", "", "", "", "", 0, "", []);
    private readonly CheckedNight _night = new(reading, checker);

    /// <summary>Decided by the rule stager and told from detections.</summary>
    /// <param name="truth">The simulation, where there is one: nothing is invented where it has an event.</param>
    public BenchNight Measured(SimulatedNight? truth)
    {
        var events = LocatedEvents.Of(reading.Analysis.Detections);
        var course = RuleStager.Decide(reading.Analysis, events, new RuleStagerSettings(), StageWeights.Default);
        var collector = new EvidenceCollector(reading.Analysis, events, course, ChannelNames.AsRecorded(reading.Night.Montage));
        return Night(course.Stages, collector.Of, truth);
    }

    /// <summary>Decided by the simulation and told from its events, as supervision for training is.</summary>
    public BenchNight True(SimulatedNight truth)
    {
        SleepStage?[] stages = [.. truth.Epochs.Select(epoch => (SleepStage?)epoch.Stage)];
        var evidence = new TrueEvidence(truth, reading.Analysis, ChannelNames.AsRecorded(reading.Night.Montage));
        return Night(stages, evidence.Of, truth);
    }

    private BenchNight Night(IReadOnlyList<SleepStage?> stages, Func<int, EpochEvidence> evidence, SimulatedNight? truth)
    {
        var told = Enumerable.Range(0, stages.Count)
            .Where(epoch => stages[epoch] is not null && reading.Analysis.Epochs[epoch] is not null)
            .Select(epoch => new BenchRationale(evidence(epoch), (ulong)epoch, reading.Night.Montage,
            [
                .. reading.Analysis.Detections.Around(new EpochIndex(epoch)).Events,
                .. truth is null ? [] : truth.Epochs[epoch].Events,
            ]));
        return new BenchNight([.. told], (right, decision) => Check(stages, right.Evidence.Measured.Index, decision));
    }

    private RuleReport Check(IReadOnlyList<SleepStage?> stages, EpochIndex epoch, ToldDecision told) => _night.Check(
        Neighbour(stages, epoch.Value - 1), Decision(epoch, told.Stage, told.Text, told.Rules), Neighbour(stages, epoch.Value + 1));

    private static StageDecision? Neighbour(IReadOnlyList<SleepStage?> stages, int epoch) =>
        epoch >= 0 && epoch < stages.Count && stages[epoch] is { } stage ? Decision(new EpochIndex(epoch), stage, "", []) : null;

    private static StageDecision Decision(EpochIndex epoch, SleepStage stage, string text, IReadOnlyList<RuleId> rules) =>
        new(epoch, Nobody, "", "", stage, new Rationale(text, rules, Truncated: false), null);
}
