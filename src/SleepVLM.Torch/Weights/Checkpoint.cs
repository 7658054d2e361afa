using System.Security.Cryptography;
using System.Text.Json;

namespace SleepVLM.Torch.Weights;

/// <summary>All weight files of a model folder, one or several shards, by canonical name.</summary>
public sealed class Checkpoint : IDisposable
{
    private const string SingleFile = "model.safetensors";
    private const string IndexFile = "model.safetensors.index.json";
    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<string, (SafetensorsFile File, TensorEntry Entry)> _tensors = [];

    private Checkpoint(string folder) => Folder = folder;

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Canonical names with type and shape.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors.ToDictionary(pair => pair.Key, pair => pair.Value.Entry);

    /// <summary>Opens the weights of a folder.</summary>
    /// <exception cref="WeightFormatException">A file is missing or damaged.</exception>
    public static Checkpoint Open(string folder)
    {
        var checkpoint = new Checkpoint(folder);
        try
        {
            foreach (var file in FilesOf(folder)) checkpoint.Add(file);
            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of a tensor by canonical name; valid while the checkpoint is open.</summary>
    /// <exception cref="WeightFormatException">There is no such tensor.</exception>
    public ReadOnlySpan<byte> Bytes(string name) => _tensors.TryGetValue(name, out var found)
        ? found.File.Bytes(found.Entry.Name)
        : throw new WeightFormatException(Folder, $"tensor {name} is missing");

    /// <summary>Hash over the names and contents of all files that decide what the model answers.</summary>
    public static string Sha256(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.GetFiles(folder).Where(file => Path.GetExtension(file) is ".json" or ".safetensors" or ".txt");
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\n"));
            using var stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    private void Add(string path)
    {
        var file = SafetensorsFile.Open(path);
        _files.Add(file);
        foreach (var entry in file.Header.Tensors.Values)
            if (!_tensors.TryAdd(CanonicalKey.Of(entry.Name), (file, entry)))
                throw new WeightFormatException(path, $"tensor {entry.Name} stands in more than one file");
    }

    private static IEnumerable<string> FilesOf(string folder)
    {
        var single = Path.Combine(folder, SingleFile);
        if (File.Exists(single)) return [single];
        var index = Path.Combine(folder, IndexFile);
        if (!File.Exists(index)) throw new WeightFormatException(folder, $"holds neither {SingleFile} nor {IndexFile}");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(index));
            var names = json.RootElement.GetProperty("weight_map").EnumerateObject().Select(member => member.Value.GetString()!).Distinct().ToArray();
            var outside = names.FirstOrDefault(name => Path.GetFileName(name) != name);
            if (outside is not null) throw new WeightFormatException(index, $"'{outside}' is not a file of this folder");
            return names.Select(name => Path.Combine(folder, name));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new WeightFormatException(index, "is not an index of safetensors files", error);
        }
    }
}
