using SleepVLM.Contracts;
using SleepVLM.Torch.Weights;
using SleepVLM.Torch.Weights.Adapters;

namespace SleepVLM.Torch.Generation;

/// <summary>Where the parts of a model lie: a checkpoint, or an adapter and the checkpoint it belongs to.</summary>
/// <param name="Path">The folder that was named.</param>
/// <param name="Base">Folder with config.json and the weights.</param>
/// <param name="HasAdapter">Whether the named folder holds an adapter for that base.</param>
public sealed record ModelFolder(string Path, string Base, bool HasAdapter)
{
    /// <summary>Name to show where no card gives one.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path)));

    /// <summary>Folder of the tokenizer: an adapter may bring its own.</summary>
    public string Tokenizer => HasAdapter && File.Exists(System.IO.Path.Combine(Path, "vocab.json")) ? Path : Base;

    /// <summary>Finds the parts.</summary>
    /// <param name="path">Folder with config.json, or with adapter_config.json.</param>
    /// <exception cref="SleepVlmException">There is no such folder, or the adapter's base is not found.</exception>
    public static ModelFolder Of(string path)
    {
        if (!Directory.Exists(path)) throw new SleepVlmException($"{path}: no such model; name one of the shipped models or a folder with config.json");
        if (!AdapterFiles.IsAdapter(path)) return new ModelFolder(path, path, HasAdapter: false);
        var wanted = LoraSettings.Read(path).Base;
        return new ModelFolder(path, FindBase(path, wanted) ?? throw new SleepVlmException(
            $"{path}: is an adapter for '{wanted}', which is no folder here; write the folder of its base into base_model_name_or_path of {LoraSettings.FileName}"), HasAdapter: true);
    }

    /// <summary>The card of the adapter, else of its base, or null.</summary>
    /// <exception cref="SleepVlmException">A card is damaged.</exception>
    public ModelCard? ReadCard() => ModelCard.Read(Path) ?? ModelCard.Read(Base);

    /// <summary>The first of these files that the adapter's folder holds, else its base's; null where there is none.</summary>
    public string? Find(IReadOnlyList<string> names) =>
        new[] { Path, Base }.Distinct().SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Hash over everything that decides what the model answers.</summary>
    public string Sha256() => HasAdapter ? Checkpoint.Sha256(Path, Base) : Checkpoint.Sha256(Path);

    // The base as it is written, beside the adapter's files, or beside the adapter's folder under its last name.
    private static string? FindBase(string adapter, string wanted)
    {
        if (wanted.Length == 0) return null;
        var parent = Directory.GetParent(System.IO.Path.GetFullPath(adapter))?.FullName ?? adapter;
        var last = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(wanted));
        return new[] { wanted, System.IO.Path.Combine(adapter, wanted), System.IO.Path.Combine(parent, last) }
            .FirstOrDefault(folder => File.Exists(System.IO.Path.Combine(folder, ConfigFile.Name)) && !AdapterFiles.IsAdapter(folder));
    }
}
