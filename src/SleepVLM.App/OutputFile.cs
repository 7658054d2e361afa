using SleepVLM.Contracts;

namespace SleepVLM.App;

/// <summary>Writes a study so that a file is either whole or not there.</summary>
public static class OutputFile
{
    /// <summary>Makes the folder for results where there is none.</summary>
    /// <exception cref="SleepVlmException">There cannot be such a folder.</exception>
    public static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SleepVlmException($"--out {folder}: is no folder that can be made or written to ({error.Message.TrimEnd('.')}); name another", error);
        }
    }

    /// <summary>Writes into the folder under the recording's name; an earlier file of that name is replaced.</summary>
    /// <exception cref="SleepVlmException">The disk is full, the folder cannot be written, or the format failed.</exception>
    public static async Task WriteAsync(Study study, IOutputFormat format, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, study.Recording.Name + format.FileSuffix);
        var unfinished = path + ".part";
        try
        {
            await using (var stream = File.Create(unfinished)) await format.WriteAsync(study, stream, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SleepVlmException($"{path}: could not be written ({error.Message.TrimEnd('.')}); the ledger is complete, so the same command writes it again", error);
        }
        // A format may be anybody's plugin.
        catch (Exception error) when (error is not (SleepVlmException or OperationCanceledException))
        {
            throw new SleepVlmException($"{path}: the output format '{format.Id}' failed ({error.Message}); leave it out with --formats", error);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
