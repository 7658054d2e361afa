using System.Text.Json;
using SleepVLM.Contracts;

namespace SleepVLM.Torch.Training;

/// <summary>A model folder while it is being trained: the model as users load it, and under <c>training/</c> what a stopped run needs to go on.</summary>
/// <param name="path">The model folder.</param>
public sealed class TrainingFolder(string path)
{
    private const string Format = "sleepvlm training state 1";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The model folder.</summary>
    public string Path { get; } = path;

    /// <summary>Figures of every step.</summary>
    public string MetricsPath => In("metrics.csv");

    /// <summary>Figures of every validation.</summary>
    public string ValidationPath => In("validation.csv");

    /// <summary>Curves of both.</summary>
    public string PlotPath => In("curves.svg");

    /// <summary>The perception heads, to go on with or to measure.</summary>
    public string HeadsPath => In("heads.safetensors");

    private string StatePath => In("state.bin");

    /// <summary>A file of the training folder.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, "training", name);

    /// <summary>Makes the folders.</summary>
    public void Create() => Directory.CreateDirectory(In(""));

    /// <summary>How far a stopped run came, or null when there is none.</summary>
    /// <exception cref="SleepVlmException">The file is damaged.</exception>
    public TrainingProgress? ReadProgress() => File.Exists(StatePath) ? Open((progress, _) => progress) : null;

    /// <summary>Writes what is needed to go on; the file is whole or it is the earlier one.</summary>
    public void Save(TrainingProgress progress, MasterWeights weights)
    {
        var unfinished = StatePath + ".part";
        using (var stream = File.Create(unfinished))
        {
            using var writer = new BinaryWriter(stream);
            writer.Write(Format);
            writer.Write(JsonSerializer.Serialize(progress, Json));
            weights.Save(writer);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, StatePath, overwrite: true);
    }

    /// <summary>Reads the weights and the optimizer's state back.</summary>
    /// <exception cref="SleepVlmException">The file is damaged or does not fit the model.</exception>
    public void Restore(MasterWeights weights) => Open((_, reader) =>
    {
        weights.Load(reader);
        return true;
    });

    private T Open<T>(Func<TrainingProgress, BinaryReader, T> read)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(StatePath));
            if (reader.ReadString() != Format) throw new InvalidDataException("it is of another kind");
            return read(JsonSerializer.Deserialize<TrainingProgress>(reader.ReadString(), Json)!, reader);
        }
        catch (Exception error) when (error is IOException or JsonException or ArgumentException or FormatException)
        {
            throw new SleepVlmException($"{StatePath}: cannot be read back ({error.Message.TrimEnd('.')}); delete the folder {In("")} to train from the beginning", error);
        }
    }
}
