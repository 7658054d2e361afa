using SleepVLM.Contracts;

namespace SleepVLM.App;

/// <summary>Writes a study so that a file is either whole or not there.</summary>
public static class OutputFile
{
    /// <summary>Writes into the folder under the recording's name; an earlier file of that name is replaced.</summary>
    /// <param name="study">What is written.</param>
    /// <param name="format">How.</param>
    /// <param name="folder">Where.</param>
    /// <param name="remedy">What to do where the disk refuses, as a clause.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="SleepVlmException">The disk is full, the folder cannot be written, or the format failed.</exception>
    public static async Task WriteAsync(Study study, IOutputFormat format, string folder, string remedy, CancellationToken cancellationToken)
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
            throw new SleepVlmException($"{path}: could not be written ({error.Message.TrimEnd('.')}); {remedy}", error);
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
