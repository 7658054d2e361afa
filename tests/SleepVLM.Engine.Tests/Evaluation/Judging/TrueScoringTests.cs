using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Evaluation.Judging;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Simulation;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Evaluation.Judging;

public sealed class TrueScoringTests
{
    [Fact]
    public void JsonLines_SimulatedNight_TellsItsStagesWithRulesOfThem()
    {
        var night = NightSimulator.Simulate(new SimulationSettings { Seed = 3, Minutes = 12 }).WithChannels(ChannelRole.C4, ChannelRole.LOC, ChannelRole.ROC);
        var reading = NightReading.Of(night, "sim-3", RenderStyle.SleepVlm(50), null, CancellationToken.None);
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("r.jsonl"), TrueScoring.JsonLines(night, reading));

        var reference = JudgedStagingReader.Read(folder.File("r.jsonl"));
        Assert.Equal(night.Epochs.Select(epoch => (SleepStage?)epoch.Stage), reference.Epochs.Select(epoch => epoch.Stage));
        Assert.True(reference.CitesRules);
        var book = RuleBook.LoadDefault();
        Assert.All(reference.Epochs.SelectMany(epoch => epoch.Rules.Select(rule => (epoch.Stage, rule))), cited => Assert.Contains(cited.Stage!.Value, book.StagesOf(cited.rule)));
    }

    [Fact]
    public void Reading_SameChannels_HasTheSameHash_OthersAnother()
    {
        var night = NightSimulator.Simulate(new SimulationSettings { Seed = 3, Minutes = 2 });
        Assert.Equal(night.ComputeSha256(), NightSimulator.Simulate(new SimulationSettings { Seed = 3, Minutes = 2 }).ComputeSha256());
        Assert.NotEqual(night.ComputeSha256(), night.WithChannels(ChannelRole.C4).ComputeSha256());
        Assert.NotEqual(night.ComputeSha256(), NightSimulator.Simulate(new SimulationSettings { Seed = 4, Minutes = 2 }).ComputeSha256());
    }
}
