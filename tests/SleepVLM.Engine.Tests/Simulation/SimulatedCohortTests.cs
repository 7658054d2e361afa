using SleepVLM.Contracts;
using SleepVLM.Engine.Evaluation;
using SleepVLM.Engine.Simulation;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Simulation;

public class SimulatedCohortTests
{
    private static readonly SimulationSettings Like = new() { Seed = 20, Minutes = 2 };

    [Fact]
    public void Make_Stopped_GoesOnWithoutTouchingWhatIsComplete()
    {
        using var folder = new TemporaryFolder();
        var cohort = new SimulatedCohort(folder.Path, Like, 4, true, ["C4", "Chin"]);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => cohort.Make((done, _, _) => { if (done == 2) stop.Cancel(); }, stop.Token));
        Assert.Equal(["night-00020.edf", "night-00021.edf"], Recordings(folder));
        Assert.Equal(3, File.ReadAllLines(cohort.ManifestPath).Length);
        Assert.DoesNotContain(Directory.GetFiles(folder.Path), path => path.EndsWith(".tmp", StringComparison.Ordinal));
        var first = File.ReadAllBytes(folder.File("night-00020.edf"));
        File.SetLastWriteTimeUtc(folder.File("night-00020.edf"), new DateTime(2001, 1, 1));

        var found = 0;
        cohort.Make((_, before, _) => found = before);
        Assert.Equal((2, 4), (found, Recordings(folder).Length));
        Assert.Equal(2001, File.GetLastWriteTimeUtc(folder.File("night-00020.edf")).Year);
        Assert.Equal(first, File.ReadAllBytes(folder.File("night-00020.edf")));
        Assert.Equal("recording,hypnogram,subject", File.ReadAllLines(cohort.ManifestPath)[0]);
        foreach (var line in File.ReadAllLines(cohort.ManifestPath).Skip(1))
            Assert.Equal(4, HypnogramReader.Read(folder.File(line.Split(',')[1])).Epochs.Count);
    }

    [Fact]
    public void Make_Subjects_AreThoseOfTheNights()
    {
        using var folder = new TemporaryFolder();
        new SimulatedCohort(folder.Path, Like, 2, true, null).Make();
        foreach (var line in File.ReadAllLines(folder.File("subjects.csv")).Skip(1))
        {
            var fields = line.Split(',');
            var seed = int.Parse(fields[4]);
            var night = NightSimulator.Simulate(Like with { Seed = seed, AgeYears = AgeDraw.OfSeed(seed), Disorder = DisorderDraw.OfSeed(seed) });
            Assert.Equal((night.Settings.AgeYears.ToString(), night.Settings.Disorder.ToString().ToLowerInvariant()), (fields[2], fields[3]));
        }
    }

    [Fact]
    public void Make_FolderOfOtherSettings_IsRefused()
    {
        using var folder = new TemporaryFolder();
        new SimulatedCohort(folder.Path, Like, 1, false, null).Make();
        var other = new SimulatedCohort(folder.Path, Like with { AgeYears = 70 }, 2, false, null);
        Assert.Contains("cohort of other settings", Assert.Throws<SimulationException>(() => other.Make()).Message);
        new SimulatedCohort(folder.Path, Like, 2, false, null).Make();
        Assert.Equal(2, Recordings(folder).Length);
    }

    [Fact]
    public void OfSeed_ManySubjects_HaveTheSharesTold()
    {
        var drawn = Enumerable.Range(1, 2000).Select(DisorderDraw.OfSeed).ToList();
        foreach (var (disorder, share) in new[] { (Disorder.None, 0.55), (Disorder.Apnoea, 0.2), (Disorder.Rbd, 0.1), (Disorder.Stroke, 0.15) })
            Assert.InRange(drawn.Count(other => other == disorder) / 2000.0, share - 0.04, share + 0.04);
    }

    [Fact]
    public void Read_HypnogramWithGaps_TakesTheStageBefore()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("scored.csv"), "epoch,stage\n1,?\n2,W\n3,N1\n4,?\n5,N2\n");
        var planned = PlannedStages.Read(folder.File("scored.csv"));
        Assert.Equal([SleepStage.W, SleepStage.W, SleepStage.N1, SleepStage.N1, SleepStage.N2], planned.Stages);
        Assert.Equal(2, planned.Filled);
    }

    [SharedFact("data/sleep-edf-sc4001-start/SC4001EC-Hypnogram.edf")]
    public void Read_RealHypnogram_DrivesANight()
    {
        var planned = PlannedStages.Read(SharedFolder.PathOf("data/sleep-edf-sc4001-start/SC4001EC-Hypnogram.edf"));
        Assert.True(planned.Stages.Distinct().Count() == 5 && planned.Stages.Count > 2000);
        var part = planned.Stages.Skip(1000).Take(60).ToArray();
        var night = NightSimulator.Simulate(new SimulationSettings { Seed = 3, Hypnogram = part, Montage = SimulatedMontage.SleepEdf, SampleRateHz = 100 });
        Assert.True(night.Epochs.Zip(part).Count(pair => pair.First.Stage == pair.Second) > 45);
    }

    private static string[] Recordings(TemporaryFolder folder) => [.. Directory.GetFiles(folder.Path, "*.edf").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
