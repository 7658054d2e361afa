using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Recordings;
using SleepVLM.Engine.Simulation;
using SleepVLM.Testing;

namespace SleepVLM.Engine.Tests.Simulation;

public class TruthEntryTests
{
    private static readonly SimulationSettings Settings = new() { Seed = 8, Minutes = 20, PlantedArtefacts = ArtefactKinds.All };

    [Fact]
    public void ReadAll_WrittenNight_HasEveryEventAndArtefactWithItsFigures()
    {
        using var folder = new TemporaryFolder();
        var night = NightSimulator.Simulate(Settings);
        SimulatedNightFile.WriteEdf(folder.File("night.edf"), night);
        using var recording = Recording.Open(folder.File("night.edf"));
        var read = TruthEntry.ReadAll(recording);
        Assert.Equal(night.Events.Count + night.Artefacts.Count, read.Count);
        foreach (var item in night.Events)
            Assert.Contains(read, entry => entry.Event == item.Kind && Near(entry.OnsetSeconds, Math.Max(0, item.OnsetSeconds), 0.001) && Near(entry.DurationSeconds, item.DurationSeconds, 0.001)
                && Near(entry.AmplitudeMicrovolts, item.AmplitudeMicrovolts, 0.06) && Near(entry.FrequencyHz, item.FrequencyHz, 0.006) && entry.Label.Length > 0);
        foreach (var item in night.Artefacts)
            Assert.Contains(read, entry => entry.Artefact == item.Kind && Near(entry.OnsetSeconds, item.OnsetSeconds, 0.001) && entry.Label.EndsWith(item.Derivation.ToString(), StringComparison.Ordinal)
                && Near(entry.AmplitudeMicrovolts, item.AmplitudeMicrovolts, 0.06) && Near(entry.FrequencyHz, item.FrequencyHz, 0.006));
    }

    [Theory]
    [InlineData("Spindle, 42.1 uV, 13.20 Hz@@EEG C4-M1", SleepEventKind.Spindle, 42.1, 13.2, "EEG C4-M1")]
    [InlineData("Arousal", SleepEventKind.Arousal, 0, 0, "")]
    public void Parse_Text_ReadsFigures(string text, SleepEventKind kind, double microvolts, double hertz, string label) =>
        Assert.Equal(new TruthEntry(kind, null, 3, 1, label, microvolts, hertz), TruthEntry.Parse(new Annotation(3, 1, text)));

    [Fact]
    public void Parse_Stage_IsNoEvent() => Assert.Null(TruthEntry.Parse(new Annotation(0, 30, "Sleep stage N2")));

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Write_AnyCulture_GivesTheSameBytes(string culture)
    {
        using var folder = new TemporaryFolder();
        void Write(string name)
        {
            var night = NightSimulator.Simulate(Settings with { SampleRateHz = 102.4, Disorder = Disorder.Stroke, Montage = SimulatedMontage.Bilateral });
            SimulatedNightFile.WriteEdf(folder.File($"{name}.edf"), night);
            SimulatedNightFile.WriteEvents(folder.File($"{name}.csv"), night);
        }

        Write("here");
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Write("there");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(File.ReadAllBytes(folder.File("here.edf")), File.ReadAllBytes(folder.File("there.edf")));
        Assert.Equal(File.ReadAllText(folder.File("here.csv")), File.ReadAllText(folder.File("there.csv")));
    }

    private static bool Near(double a, double b, double most) => Math.Abs(a - b) <= most;
}
