using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SleepVLM.Contracts;
using SleepVLM.Engine.Recordings;

namespace SleepVLM.Engine.Simulation;

/// <summary>A folder of simulated nights with a manifest to train from: one night a subject, seeds counting up.</summary>
/// <remarks>
/// Each night is <c>night-SEED.edf</c> with its stages and events as annotations, and <c>night-SEED.events.csv</c>. <c>manifest.csv</c> names recording, hypnogram (the
/// recording's own annotations) and subject; <c>subjects.csv</c> tells each subject's age, disorder and seed. Both list the nights of the last run that are complete, at any moment. Files
/// appear whole, so a night whose files exist is complete: a run that was stopped goes on after the last one, and more nights can be added later.
/// </remarks>
/// <param name="Folder">Must exist.</param>
/// <param name="Like">What all nights have in common; its seed is the first.</param>
/// <param name="Nights">How many, 1 to 100,000.</param>
/// <param name="IsMixed">Whether each subject's disorder is drawn (<see cref="DisorderDraw"/>) instead of taken from <paramref name="Like"/>.</param>
/// <param name="Channels">Names of channels to keep; null for all of the montage.</param>
public sealed record SimulatedCohort(string Folder, SimulationSettings Like, int Nights, bool IsMixed, IReadOnlyList<string>? Channels)
{
    private const int MostNights = 100_000;
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>The manifest.</summary>
    public string ManifestPath => Path.Combine(Folder, "manifest.csv");

    /// <summary>Makes the nights that are missing.</summary>
    /// <param name="progress">Told nights done, nights found complete among them, and nights in all.</param>
    /// <param name="cancellationToken">Stops within a night; what is complete stays and is listed.</param>
    /// <exception cref="SimulationException">A setting is out of range, or the folder holds a cohort of other settings.</exception>
    /// <exception cref="SleepVlmException">A file cannot be written.</exception>
    public void Make(Action<int, int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        Validate();
        RequireSameSettings();
        var complete = new List<SimulationSettings>();
        var found = 0;
        for (var night = 0; night < Nights; night++)
        {
            progress?.Invoke(night, found, Nights);
            var settings = SettingsOf(night);
            if (IsComplete(settings)) found++;
            else Write(settings, cancellationToken);
            complete.Add(settings);
            if (night + 1 == Nights || !IsComplete(SettingsOf(night + 1))) WriteLists(complete);
        }

        progress?.Invoke(Nights, found, Nights);
    }

    /// <summary>Settings of one night, from 0.</summary>
    public SimulationSettings SettingsOf(int night)
    {
        var seed = Like.Seed + night;
        return Like with { Seed = seed, AgeYears = Like.AgeYears ?? AgeDraw.OfSeed(seed), Disorder = IsMixed ? DisorderDraw.OfSeed(seed) : Like.Disorder };
    }

    private void Validate()
    {
        if (Nights is < 1 or > MostNights) throw new SimulationException($"cannot make a cohort of {Nights} nights: give 1 to {MostNights}");
        if (Like.Seed > int.MaxValue - Nights) throw new SimulationException($"seed {Like.Seed} leaves no room for {Nights} nights: give a smaller one");
        Like.Validate();
        if (Channels is not null) SimulatedNight.RequireChannels(Like.Montage, Channels);
    }

    private void Write(SimulationSettings settings, CancellationToken cancellationToken)
    {
        var night = NightSimulator.Simulate(settings, cancellationToken);
        if (Channels is not null) night = night.WithChannelsNamed(Channels);
        SimulatedNightFile.WriteEvents(PathOf(settings, "events.csv"), night);
        SimulatedNightFile.WriteEdf(PathOf(settings, "edf"), night, null, cancellationToken);
    }

    private bool IsComplete(SimulationSettings settings) => File.Exists(PathOf(settings, "edf")) && File.Exists(PathOf(settings, "events.csv"));

    private static string Name(SimulationSettings settings) => string.Create(CultureInfo.InvariantCulture, $"night-{settings.Seed:00000}");

    private string PathOf(SimulationSettings settings, string ending) => Path.Combine(Folder, $"{Name(settings)}.{ending}");

    private void WriteLists(IReadOnlyList<SimulationSettings> nights)
    {
        var manifest = new StringBuilder("recording,hypnogram,subject\n");
        var subjects = new StringBuilder("subject,recording,age,disorder,seed\n");
        foreach (var settings in nights)
        {
            var (file, subject) = ($"{Name(settings)}.edf", string.Create(CultureInfo.InvariantCulture, $"sim{settings.Seed:00000}"));
            manifest.Append(CultureInfo.InvariantCulture, $"{file},{file},{subject}\n");
            subjects.Append(CultureInfo.InvariantCulture, $"{subject},{file},{settings.AgeYears},{settings.Disorder.ToString().ToLowerInvariant()},{settings.Seed}\n");
        }

        Write("subjects.csv", subjects.ToString());
        Write("manifest.csv", manifest.ToString());
    }

    /// <summary>Nights of other settings must not pass for nights of these.</summary>
    private void RequireSameSettings()
    {
        var asked = JsonSerializer.Serialize(new { Like = Like with { Seed = 0, Disorder = IsMixed ? Disorder.None : Like.Disorder }, IsMixed, Channels }, Json) + "\n";
        var path = Path.Combine(Folder, "cohort.json");
        if (!File.Exists(path)) Write("cohort.json", asked);
        else if (File.ReadAllText(path) != asked) throw new SimulationException($"{Folder}: holds a cohort of other settings (cohort.json); name another folder, or repeat those settings");
    }

    private void Write(string name, string text)
    {
        using var file = new AtomicFile(Path.Combine(Folder, name));
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Commit();
    }
}
