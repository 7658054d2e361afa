using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.Recordings;
using SleepVLM.Testing;

namespace SleepVLM.Benchmarks.Spectra;

/// <summary>Wake and N3 epochs of one patient of UCDDB, out of their order in the night.</summary>
/// <param name="Name">Of the patient.</param>
/// <param name="RateHz">Sampling rate.</param>
/// <param name="Epochs">Stage and trace in microvolts, 30 s each.</param>
internal sealed record PatientSnippets(string Name, double RateHz, IReadOnlyList<(SleepStage Stage, float[] Microvolts)> Epochs)
{
    private const double LargestMicrovolts = 3276.7;

    /// <summary>The 22 patients of the shared folder.</summary>
    public static IReadOnlyList<PatientSnippets> ReadAll()
    {
        using var list = JsonDocument.Parse(File.ReadAllText(SharedFolder.PathOf("data/ucddb/w-n3.json")));
        return [.. list.RootElement.EnumerateObject().Select(entry => Read(entry.Name, entry.Value))];
    }

    /// <summary>Writes <c>PATIENT.edf</c> with C4-M1, epoch behind epoch without stages, and a manifest <c>pictures.csv</c> for <c>train wpt</c>.</summary>
    /// <param name="folder">Made where it is missing.</param>
    public static void WriteUnscored(string folder)
    {
        Directory.CreateDirectory(folder);
        var manifest = new StringBuilder("recording,hypnogram,subject,split\n");
        foreach (var patient in ReadAll())
        {
            var samples = patient.Epochs.SelectMany(epoch => epoch.Microvolts).ToArray();
            var signal = new EdfPlusSignal("EEG C4-M1", (int)patient.RateHz, -LargestMicrovolts, LargestMicrovolts);
            EdfPlusFile.Write(Path.Combine(folder, $"{patient.Name}.edf"), new EdfPlusHeader(new DateTime(2000, 1, 1), 1, [signal]), [samples]);
            File.WriteAllLines(
                Path.Combine(folder, $"{patient.Name}.csv"), ["epoch,stage", .. Enumerable.Range(1, patient.Epochs.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},?"))]);
            manifest.Append(CultureInfo.InvariantCulture, $"{patient.Name}.edf,{patient.Name}.csv,{patient.Name},train\n");
        }

        File.WriteAllText(Path.Combine(folder, "pictures.csv"), manifest.ToString());
    }

    private static PatientSnippets Read(string name, JsonElement about)
    {
        var steps = MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(SharedFolder.PathOf($"data/ucddb/{about.GetProperty("file").GetString()}"))).ToArray();
        var (step, length) = (about.GetProperty("microvolts_per_step").GetDouble(), about.GetProperty("shape")[1].GetInt32());
        return new PatientSnippets(name, about.GetProperty("hz").GetDouble(), [.. about.GetProperty("stages").EnumerateArray().Select((stage, i) => (
            Enum.Parse<SleepStage>(stage.GetString()!), Array.ConvertAll(steps[(i * length)..((i + 1) * length)], value => (float)(step * value))))]);
    }
}
