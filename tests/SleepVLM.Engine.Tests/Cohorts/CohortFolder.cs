using SleepVLM.Engine.Cohorts;
using SleepVLM.Engine.Simulation;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Cohorts;

/// <summary>A folder with the recordings of two subjects, <c>a.edf</c> and <c>b.edf</c> of ten minutes, to write manifests in.</summary>
public sealed class CohortFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CohortFolder()
    {
        Nights = [.. new[] { 11, 12 }.Select(seed => NightSimulator.Simulate(new SimulationSettings { Seed = seed, Minutes = 10, SampleRateHz = 100 }))];
        for (var i = 0; i < Nights.Count; i++)
        {
            var name = i == 0 ? "a" : "b";
            SimulatedNightFile.WriteEdf(File($"{name}.edf"), Nights[i]);
            Write($"{name}.csv", "epoch,stage\n" + string.Concat(Nights[i].Epochs.Select(epoch => $"{epoch.Index.Number},{epoch.Stage}\n")));
        }
    }

    public IReadOnlyList<SimulatedNight> Nights { get; }

    public string File(string name) => _folder.File(name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public Cohort Read(string manifest, CohortOptions? options = null) => CohortManifest.Read(Write("cohort.csv", manifest), options);

    /// <summary>The problems, without the folder's name.</summary>
    public IReadOnlyList<string> Problems(string manifest) =>
        [.. Assert.Throws<CohortException>(() => Read(manifest)).Problems.Select(problem => problem.ToString().Replace(_folder.Path + Path.DirectorySeparatorChar, ""))];

    public void Dispose() => _folder.Dispose();
}
