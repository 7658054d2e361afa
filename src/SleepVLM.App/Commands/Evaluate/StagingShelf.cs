using System.Text;
using System.Text.Json;
using SleepVLM.App.Commands.Info;
using SleepVLM.Engine.Evaluation.Judging;

namespace SleepVLM.App.Commands.Evaluate;

/// <summary>The folder of one night staged by one model: staging, ledger, reference, and a card that says what they were made from.</summary>
/// <param name="folder">The folder; made when something is put there.</param>
/// <param name="night">Name of the files.</param>
/// <param name="key">Hash of everything that changes staging or reference.</param>
internal sealed class StagingShelf(string folder, string night, string key)
{
    public string Folder => folder;

    public string LedgerPath => PathOf(".ledger.sqlite");

    public string StagingPath => PathOf(".staging.jsonl");

    public string ReferencePath => PathOf(".reference.jsonl");

    /// <summary>How fast it was staged, where it was finished with the same key; else null.</summary>
    public Pace? Finished => File.Exists(StagingPath) && File.Exists(ReferencePath) && Read() is { Seconds: { } seconds } card && card.Key == key
        ? new Pace(card.Epochs, seconds) : null;

    /// <summary>Makes room: what was made from something else goes, what was begun with the same key stays to be gone on with.</summary>
    public void Begin()
    {
        Directory.CreateDirectory(folder);
        if (Read()?.Key != key)
            foreach (var old in Directory.GetFiles(folder, night + ".*")) File.Delete(old);
        Write(new Card(key, 0, null));
    }

    public void WriteReference(string jsonLines) => Put(ReferencePath, jsonLines);

    public void Finish(Pace pace) => Write(new Card(key, pace.Epochs, pace.Seconds));

    private string PathOf(string suffix) => Path.Combine(folder, night + suffix);

    private Card? Read()
    {
        try
        {
            return File.Exists(PathOf(".card.json")) ? JsonSerializer.Deserialize<Card>(File.ReadAllText(PathOf(".card.json")), RecordingReport.JsonOptions) : null;
        }
        catch (JsonException)
        {
            // Damaged: as good as made from something else.
            return null;
        }
    }

    private void Write(Card card) => Put(PathOf(".card.json"), JsonSerializer.Serialize(card, RecordingReport.JsonOptions));

    private static void Put(string path, string text)
    {
        File.WriteAllText(path + ".part", text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(path + ".part", path, overwrite: true);
    }

    /// <param name="Key">Hash of everything that went in.</param>
    /// <param name="Epochs">Epochs timed.</param>
    /// <param name="Seconds">Time they took; null while unfinished.</param>
    private sealed record Card(string Key, int Epochs, double? Seconds);
}
