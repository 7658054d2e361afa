using SleepVLM.Contracts;

namespace SleepVLM.Engine.Recordings;

/// <summary>A file that appears whole or not at all: written beside its place, then renamed.</summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly string _path, _temporary;
    private readonly FileStream _stream;

    /// <exception cref="SleepVlmException">The folder cannot be written to.</exception>
    public AtomicFile(string path)
    {
        _path = Path.GetFullPath(path);
        _temporary = $"{_path}.{Guid.NewGuid():N}.tmp";
        _stream = Guard(() => new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16));
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (IOException error)
        {
            throw Failure(error);
        }
    }

    /// <summary>Gives the file its name.</summary>
    public void Commit() => Guard(() =>
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        return true;
    });

    public void Dispose()
    {
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // What could not be written was told by Write or Commit; an unfinished file is given up anyway.
        }
        finally
        {
            File.Delete(_temporary);
        }
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure(error);
        }
    }

    private SleepVlmException Failure(Exception error) => new($"{_path}: cannot be written: {error.Message}", error);
}
