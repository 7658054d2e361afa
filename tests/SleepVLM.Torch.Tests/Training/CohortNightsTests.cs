using SleepVLM.Contracts;
using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.Rules;
using SleepVLM.Engine.Simulation;
using SleepVLM.Testing;
using SleepVLM.Torch.Training;

namespace SleepVLM.Torch.Tests.Training;

/// <summary>What is learned from a manifest of two subjects.</summary>
public sealed class CohortNightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SimulatedNight> _nights = [];

    public CohortNightsTests()
    {
        foreach (var (name, seed) in new[] { ("a", 11), ("b", 12) })
        {
            var night = NightSimulator.Simulate(new SimulationSettings { Seed = seed, Minutes = 10, SampleRateHz = 100 });
            SimulatedNightFile.WriteEdf(_folder.File($"{name}.edf"), night);
            _nights.Add(night);
        }
    }

    public void Dispose() => _folder.Dispose();

    private CohortNights Nights(string manifest, bool unscoredToo = false)
    {
        File.WriteAllText(_folder.File("cohort.csv"), manifest);
        var options = new CohortOptions(NeedsScoring: !unscoredToo);
        return new CohortNights(CohortManifest.Read(_folder.File("cohort.csv"), options).Recordings, RenderStyle.SleepVlm(), RuleBook.LoadDefault(), unscoredToo);
    }

    [Fact]
    public void Create_ScoredRecordings_GivesStagesRationalesAndQuestions()
    {
        var source = Nights("recording\na.edf\nb.edf\n");
        Assert.Equal((2, 20), (source.Count!.Value, source.UsualWindows));
        for (var i = 0; i < 2; i++)
        {
            var night = source.Create(i, default);
            Assert.Equal(_nights[i].Epochs.Select(epoch => (SleepStage?)epoch.Stage), night.Epochs.Select(epoch => epoch.Stage));
            Assert.All(night.Epochs, epoch => Assert.True(epoch.Rationale!.Length > 40 && epoch.Questions.Count == 3));
            Assert.Contains(night.Epochs, epoch => epoch.Rules.Count > 0);
            Assert.Equal(448, night.Picture(night.Epochs[3].Index).WidthPx);
        }
    }

    [Fact]
    public void Create_SameNightTwice_IsTheSame() =>
        Assert.Equal(
            Nights("recording\na.edf\nb.edf\n").Create(1, default).Epochs.Select(epoch => epoch.Rationale),
            Nights("recording\na.edf\nb.edf\n").Create(1, default).Epochs.Select(epoch => epoch.Rationale));

    [Fact]
    public void Create_GivenRationales_WinOverComposedOnes()
    {
        var stages = _nights[0].Epochs.Select(epoch => epoch.Stage).ToList();
        File.WriteAllText(_folder.File("r.csv"), $"epoch,stage,text,rules\n1,{stages[0]},Because of this.,\"N2.1, N2.2\"\n2,{stages[1]},,N1.2\n3,{stages[2]},No rule.,\n");
        var epochs = Nights("recording,rationales\na.edf,r.csv\n").Create(0, default).Epochs;
        Assert.Equal(("Because of this.", 2), (epochs[0].Rationale, epochs[0].Rules.Count));
        Assert.Equal((null, "N1.2"), (epochs[1].Rationale, epochs[1].Rules[0].Value));
        Assert.DoesNotContain("No rule.", epochs[2].Rationale);
        Assert.NotNull(epochs[3].Rationale);
    }

    [Fact]
    public void Create_UnscoredEpochs_AreLeftOutOrKeptAsPictures()
    {
        File.WriteAllText(_folder.File("part.csv"), "epoch,stage\n3,W\n4,?\n5,N1\n");
        const string manifest = "recording,hypnogram\na.edf,part.csv\n";
        Assert.Equal([2, 4], Nights(manifest).Create(0, default).Epochs.Select(epoch => epoch.Index.Value));
        var all = Nights(manifest, unscoredToo: true).Create(0, default).Epochs;
        Assert.Equal((20, 2), (all.Count, all.Count(epoch => epoch.Stage is not null)));
        Assert.Null(all[3].Stage);
    }

    [Fact]
    public void Identity_IsThatOfNamesAndScoring()
    {
        File.WriteAllText(_folder.File("part.csv"), "epoch,stage\n3,W\n");
        Assert.Equal(Nights("recording\na.edf\n").Identity, Nights("recording\na.edf\n").Identity);
        Assert.Equal(3, new[] { "recording\na.edf\n", "recording\nb.edf\n", "recording,hypnogram\na.edf,part.csv\n" }.Select(manifest => Nights(manifest).Identity).Distinct().Count());
    }
}
