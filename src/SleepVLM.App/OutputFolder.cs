using SleepVLM.Contracts;

namespace SleepVLM.App;

/// <summary>A folder for results, made when missing and taken away again where nothing came of it.</summary>
public sealed class OutputFolder : IDisposable
{
    private readonly string _path;
    private readonly bool _isNew;

    private OutputFolder(string path, bool isNew) => (_path, _isNew) = (path, isNew);

    /// <summary>Makes the folder where it is missing.</summary>
    /// <exception cref="SleepVlmException">A file of that name exists, or the folder may not be made or written.</exception>
    public static OutputFolder Open(string path)
    {
        if (File.Exists(path)) throw new SleepVlmException($"--out {path}: is no folder but a file; name another");
        var isNew = !Directory.Exists(path);
        var probe = Path.Combine(path, $".{Guid.NewGuid():N}.part");
        try
        {
            Directory.CreateDirectory(path);
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SleepVlmException($"--out {path}: is no folder that can be made or written to ({error.Message.TrimEnd('.')}); name another", error);
        }

        return new OutputFolder(path, isNew);
    }

    /// <summary>Removes the folder when it is new and still empty.</summary>
    public void Dispose()
    {
        if (_isNew && Directory.Exists(_path) && !Directory.EnumerateFileSystemEntries(_path).Any()) Directory.Delete(_path);
    }
}
