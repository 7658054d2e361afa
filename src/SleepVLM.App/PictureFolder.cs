using System.Globalization;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages;
using SleepVLM.Engine.EpochImages.Png;

namespace SleepVLM.App;

/// <summary>Writes pictures of epochs so that each file is either whole or not there.</summary>
public static class PictureFolder
{
    /// <summary>Draws epochs into <c>0.png</c> for the first epoch of the recording, <c>1.png</c> for the second, and so on.</summary>
    /// <param name="draw">Draws one epoch.</param>
    /// <param name="epochs">Which epochs, in the order of drawing.</param>
    /// <param name="folder">Made when missing; earlier pictures of the same epochs are replaced.</param>
    /// <param name="progress">Receives the number of pictures written.</param>
    /// <param name="cancellationToken">Looked at between two pictures.</param>
    /// <exception cref="SleepVlmException">The folder cannot be written.</exception>
    public static void Write(
        Func<EpochIndex, EpochImage> draw, IReadOnlyList<EpochIndex> epochs, string folder, Action<int> progress, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
            for (var done = 0; done < epochs.Count; done++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{epochs[done].Value}.png"));
                Replace(path, PngWriter.Encode(draw(epochs[done])));
                progress(done + 1);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SleepVlmException($"{folder}: pictures could not be written ({error.Message.TrimEnd('.')}); free the disk or name another folder with --out", error);
        }
    }

    private static void Replace(string path, byte[] content)
    {
        var unfinished = path + ".part";
        try
        {
            File.WriteAllBytes(unfinished, content);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
