using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation.QualityBench;
using SleepVLM.Engine.Simulation;

namespace SleepVLM.Engine.Tests.Simulation;

public class PlantedArtefactTests
{
    private static readonly Lazy<IReadOnlyList<QualityScore>> Scores = new(() => new QualityBenchRun(4, 7000, 120).Run());

    [Theory]
    [InlineData(ArtefactKinds.Ecg, 0.7)]
    [InlineData(ArtefactKinds.Sweat, 0.8)]
    [InlineData(ArtefactKinds.Mains, 0.95)]
    [InlineData(ArtefactKinds.Detached, 0.8)]
    [InlineData(ArtefactKinds.Clipping, 0.95)]
    public void SignalQuality_PlantedArtefact_IsSeenAndCleanEpochsAreNot(ArtefactKinds kind, double leastSensitivity)
    {
        var score = Scores.Value.Single(score => score.Kind == kind);
        Assert.True(score.Planted >= 10 && score.Clean >= 300, score.ToString());
        Assert.True(score.Sensitivity >= leastSensitivity, score.ToString());
        Assert.True(score.FalseAlarmRate <= 0.05, score.ToString());
    }

    [Fact]
    public void Simulate_NoArtefacts_TellsNone() =>
        Assert.Empty(NightSimulator.Simulate(new SimulationSettings { Seed = 5, Minutes = 20, PlantedArtefacts = ArtefactKinds.None }).Artefacts);

    [Fact]
    public void Simulate_OneKind_TellsThatKindOnly()
    {
        foreach (var kind in ArtefactNames.Kinds)
        {
            var told = NightSimulator.Simulate(new SimulationSettings { Seed = 5, Minutes = 20, PlantedArtefacts = kind }).Artefacts;
            Assert.NotEmpty(told);
            Assert.All(told, item => Assert.Equal(kind, item.Kind));
            Assert.All(told, item => Assert.True(item.OnsetSeconds >= 0 && item.DurationSeconds > 0 && item.EndSeconds <= 1200.001, item.ToString()));
        }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(60)]
    public void Simulate_Mains_HasTheFrequencyAskedFor(int hertz)
    {
        var night = NightSimulator.Simulate(new SimulationSettings { Seed = 6, Minutes = 10, PlantedArtefacts = ArtefactKinds.Mains, MainsHz = hertz, SampleRateHz = 256 });
        Assert.All(night.Artefacts, item => Assert.Equal(hertz, item.FrequencyHz));
        var hum = night.Artefacts[0];
        var row = night.Montage.Channels.ToList().FindIndex(channel => channel.Derivation == hum.Derivation);
        var samples = night.Read(row, new((int)hum.OnsetSeconds + 5, 10));
        double cos = 0, sin = 0;
        for (var i = 0; i < samples.Length; i++)
        {
            var angle = 2 * Math.PI * hertz * i / 256;
            (cos, sin) = (cos + samples[i] * Math.Cos(angle), sin + samples[i] * Math.Sin(angle));
        }

        // The recorder's low-pass of 42 to 110 Hz takes some of it.
        Assert.InRange(4 * Math.Sqrt(cos * cos + sin * sin) / samples.Length, 0.2 * hum.AmplitudeMicrovolts, 1.6 * hum.AmplitudeMicrovolts);
    }
}
