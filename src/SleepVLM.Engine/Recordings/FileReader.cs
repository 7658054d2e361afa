using Microsoft.Win32.SafeHandles;
using SleepVLM.Contracts;

namespace SleepVLM.Engine.Recordings;

/// <summary>Random access to a file; safe to use from several threads.</summary>
internal sealed class FileReader : IDisposable
{
    private readonly SafeFileHandle _handle;

    /// <exception cref="SleepVlmException">The file is missing or may not be read.</exception>
    public FileReader(string path)
    {
        Path = path;
        if (Directory.Exists(path)) throw new SleepVlmException($"{path}: is a folder; name an EDF or BDF file");
        try
        {
            // A named pipe has no length, and opening one would wait for somebody to write to it.
            if (new FileInfo(path) is { Exists: true, Length: 0 }) throw new RecordingFormatException(path, 0, "header", "is no EDF or BDF recording: 0 bytes, a header has 256");
            _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess);
            Length = RandomAccess.GetLength(_handle);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SleepVlmException($"{path}: there is no such file", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            _handle?.Dispose();
            throw new SleepVlmException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    public string Path { get; }

    /// <summary>Size when opened, bytes.</summary>
    public long Length { get; }

    /// <summary>Fills the buffer.</summary>
    /// <param name="offset">Bytes from the start of the file.</param>
    /// <param name="buffer">Filled whole.</param>
    /// <param name="field">What is being read, for the message.</param>
    /// <exception cref="RecordingFormatException">The file ends before, or the disk fails.</exception>
    public void ReadExactly(long offset, Span<byte> buffer, string field)
    {
        while (!buffer.IsEmpty)
        {
            int count;
            try
            {
                count = RandomAccess.Read(_handle, buffer, offset);
            }
            catch (IOException error)
            {
                throw new RecordingFormatException(Path, offset, field, $"cannot be read: {error.Message}", error);
            }

            if (count == 0) throw new RecordingFormatException(Path, offset, field, "the file ends here; it was cut off while it was open");
            offset += count;
            buffer = buffer[count..];
        }
    }

    public void Dispose() => _handle.Dispose();
}
