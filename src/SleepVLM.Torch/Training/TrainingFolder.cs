using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Torch.Generation;
using SleepVLM.Torch.Model;
using SleepVLM.Torch.Tokens;
using SleepVLM.Torch.Weights;

namespace SleepVLM.Torch.Training;

/// <summary>A model folder while it is being trained: the model as users load it, and under <c>training/</c> what a stopped run needs to go on.</summary>
public sealed class TrainingFolder(string path)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The model folder.</summary>
    public string Path { get; } = path;

    /// <summary>One line of figures per step.</summary>
    public string LogPath => System.IO.Path.Combine(State, "log.jsonl");

    private string State => System.IO.Path.Combine(Path, "training");

    private string Master => System.IO.Path.Combine(State, "optimizer.bin");

    private string Progress => System.IO.Path.Combine(State, "progress.json");

    /// <summary>How far a stopped run came, or null when there is none.</summary>
    /// <exception cref="SleepVlmException">The file is damaged.</exception>
    public TrainingProgress? ReadProgress()
    {
        if (!File.Exists(Progress)) return null;
        try
        {
            return JsonSerializer.Deserialize<TrainingProgress>(File.ReadAllText(Progress), Json);
        }
        catch (JsonException error)
        {
            throw new SleepVlmException($"{Progress}: is damaged; delete the folder {State} to train from the beginning", error);
        }
    }

    /// <summary>Makes the folders.</summary>
    public void Create() => Directory.CreateDirectory(State);

    /// <summary>Appends a step to the log.</summary>
    public void Log(TrainingStep step) => File.AppendAllText(LogPath, JsonSerializer.Serialize(step, JsonSerializerOptions.Web) + "\n");

    /// <summary>Writes the model and everything needed to go on; each file is whole or not there.</summary>
    public void Save(Trainer trainer, Qwen25VlConfig config, BpeTokenizer tokenizer, ModelCard card, TrainingProgress progress)
    {
        TokenizerWriter.Write(tokenizer.Vocabulary, Path);
        card.Write(Path);
        ModelFiles.Save(Path, config, trainer.ModelWeights, new Dictionary<string, string>
        {
            ["windows"] = progress.Windows.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["nights"] = progress.Nights.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        using (var stream = File.Create(Master + ".part"))
        using (var writer = new BinaryWriter(stream)) trainer.Weights.Save(writer);
        File.Move(Master + ".part", Master, overwrite: true);
        File.WriteAllText(Progress + ".part", JsonSerializer.Serialize(progress, Json));
        File.Move(Progress + ".part", Progress, overwrite: true);
    }

    /// <summary>Reads float32 weights and the optimizer's state back.</summary>
    /// <exception cref="SleepVlmException">The file does not fit the model.</exception>
    public void Restore(Trainer trainer)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(Master));
            trainer.Weights.Load(reader);
        }
        catch (Exception error) when (error is IOException or ArgumentException or FormatException)
        {
            throw new SleepVlmException($"{Master}: cannot be read back ({error.Message.TrimEnd('.')}); delete the folder {State} to train from the beginning", error);
        }
    }
}

/// <summary>How far a run came.</summary>
/// <param name="Windows">Windows learnt from.</param>
/// <param name="Nights">Nights simulated; the next takes the seed behind theirs.</param>
/// <param name="Settings">Settings of the run.</param>
public sealed record TrainingProgress(long Windows, int Nights, TrainingSettings Settings);
