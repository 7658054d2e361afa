using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SleepVLM.Torch.Weights;

/// <summary>All weight files of a model folder, one or several shards, by canonical name.</summary>
public sealed class Checkpoint : IDisposable
{
    /// <summary>Weights in one file.</summary>
    public const string SingleFile = "model.safetensors";

    /// <summary>Tells which file holds which tensor.</summary>
    public const string IndexFile = "model.safetensors.index.json";

    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<string, SafetensorsFile> _fileOf = [];
    private readonly Dictionary<string, TensorEntry> _tensors = [];

    private Checkpoint(string folder) => Folder = folder;

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Tensors by <see cref="CanonicalKey"/>.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors;

    /// <summary>Opens <c>model.safetensors</c>, or the files that <c>model.safetensors.index.json</c> lists.</summary>
    /// <exception cref="WeightFormatException">A file is missing or damaged, or a tensor is not where the index says.</exception>
    public static Checkpoint Open(string folder)
    {
        var checkpoint = new Checkpoint(folder);
        try
        {
            var single = Path.Combine(folder, SingleFile);
            var index = Path.Combine(folder, IndexFile);
            checkpoint.WeightList = File.Exists(single) ? single : index;
            if (File.Exists(single)) checkpoint.Add(single, only: null);
            else if (File.Exists(index)) checkpoint.AddIndexed(index);
            else throw new WeightFormatException(folder, $"holds neither {SingleFile} nor {IndexFile}; name a folder with a model in Hugging Face layout");
            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>The files that hold them.</summary>
    public IReadOnlyList<SafetensorsFile> Files => _files;

    /// <summary>The file that says which tensors there are: the index, or the one weight file.</summary>
    public string WeightList { get; private set; } = "";

    /// <summary>Path of the file that holds a tensor, by canonical name.</summary>
    /// <exception cref="WeightFormatException">There is no such tensor.</exception>
    public string FileOf(string name) => Holder(name).Path;

    /// <summary>Reads a tensor by canonical name, in pieces.</summary>
    /// <exception cref="WeightFormatException">There is no such tensor.</exception>
    public void Read(string name, SafetensorsFile.Piece take) => Holder(name).Read(_tensors[name].Name, take);

    /// <summary>A tensor in single precision by canonical name, row-major.</summary>
    /// <exception cref="WeightFormatException">There is no such tensor, or it is too large for an array.</exception>
    public float[] ToFloats(string name) => Holder(name).ToFloats(_tensors[name].Name);

    /// <summary>Opens one weight file that is no model of its own, for example an adapter.</summary>
    /// <exception cref="WeightFormatException">The file is missing or damaged.</exception>
    public static Checkpoint OpenFile(string path)
    {
        var checkpoint = new Checkpoint(Path.GetDirectoryName(Path.GetFullPath(path))!) { WeightList = path };
        try
        {
            checkpoint.Add(path, only: null);
            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>Hash over the names and contents of all files that decide what the model answers: settings, weights, tokenizer, prompt.</summary>
    /// <param name="folders">Model folder, or that of an adapter and of its base; folders below them do not count.</param>
    /// <returns>64 hexadecimal digits, lower case.</returns>
    public static string Sha256(params ReadOnlySpan<string> folders)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = new List<string>();
        foreach (var folder in folders)
            files.AddRange(Directory.GetFiles(folder)
                .Where(file => Path.GetExtension(file) is ".json" or ".safetensors" or ".txt" or ".yaml" or ".jinja").OrderBy(file => Path.GetFileName(file), StringComparer.Ordinal));
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\n"));
            using var stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Closes all files.</summary>
    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    private SafetensorsFile Holder(string name) =>
        _fileOf.TryGetValue(name, out var file) ? file : throw new WeightFormatException(Folder, name, null, "the tensor", "none of that name");

    private void AddIndexed(string index)
    {
        var shards = ReadIndex(index).GroupBy(entry => entry.File, entry => entry.Tensor).ToList();
        if (shards.Where(shard => !File.Exists(Path.Combine(Folder, shard.Key))).Select(shard => shard.Key).Order().ToList() is { Count: > 0 } absent)
            throw new WeightFormatException(index, $"names {string.Join(", ", absent)}, which {(absent.Count == 1 ? "is" : "are")} not in the folder; get the missing {(absent.Count == 1 ? "file" : "files")} too");
        foreach (var shard in shards) Add(Path.Combine(Folder, shard.Key), shard);
    }

    private void Add(string path, IEnumerable<string>? only)
    {
        var file = SafetensorsFile.Open(path);
        _files.Add(file);
        foreach (var name in only ?? file.Header.Tensors.Keys)
        {
            if (!file.Header.Tensors.TryGetValue(name, out var entry))
                throw new WeightFormatException(path, name, null, $"the tensor that {IndexFile} places here", "none of that name");
            var canonical = CanonicalKey.Of(name);
            if (!_tensors.TryAdd(canonical, entry))
                throw new WeightFormatException(path, name, file.Header.DataStart + entry.Begin, "one spelling of each key", $"both this and {_tensors[canonical].Name}");
            _fileOf[canonical] = file;
        }
    }

    private static List<(string Tensor, string File)> ReadIndex(string path) => JsonFile.Read(
        path,
        (problem, inner) => new WeightFormatException(path, problem, inner),
        root => JsonFile.TryGet(root, "weight_map", out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().Select(entry => (entry.Name, SameFolder(path, entry))).ToList()
            : throw new WeightFormatException(path, null, null, "a JSON object with weight_map", "none"));

    private static string SameFolder(string path, JsonProperty entry)
    {
        var file = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : "";
        // A name out of the index must not lead out of the folder.
        return file.Length > 0 && file == Path.GetFileName(file) && file is not ("." or "..")
            ? file
            : throw new WeightFormatException(path, entry.Name, null, "the name of a file in the same folder", entry.Value.GetRawText());
    }
}
