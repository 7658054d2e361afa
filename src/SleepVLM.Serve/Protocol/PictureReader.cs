using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages.Png;

namespace SleepVLM.Serve.Protocol;

/// <summary>Reads pictures out of data URLs. Nothing is ever fetched from elsewhere.</summary>
/// <param name="settings">How large they may be.</param>
internal sealed class PictureReader(ServeSettings settings)
{
    private const string Scheme = "data:", Form = "image/png;base64,";

    /// <summary>Reads one picture.</summary>
    /// <param name="url">A URL <c>data:image/png;base64,...</c>.</param>
    /// <param name="path">Where it stands in the request.</param>
    /// <exception cref="RequestRefusal">It is no such URL, too large, or no PNG.</exception>
    public EpochImage Read(string url, string path)
    {
        if (!url.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            throw RequestRefusal.Invalid(path, "this server fetches no pictures; send it as data:image/png;base64,...");
        if (!url.AsSpan(Scheme.Length).StartsWith(Form, StringComparison.OrdinalIgnoreCase))
            throw RequestRefusal.Invalid(path, "must be a PNG in base64, data:image/png;base64,...: other formats blur or drop what the traces show");
        var base64 = url.AsSpan(Scheme.Length + Form.Length);
        if (base64.Length / 4L * 3 > settings.MaxPictureBytes + 2L)
            throw TooLarge(path, $"the picture has more than {settings.MaxPictureBytes} bytes, this server's limit");
        var file = new byte[base64.Length / 4 * 3 + 3];
        if (!Convert.TryFromBase64Chars(base64, file, out var length)) throw RequestRefusal.Invalid(path, "is not base64");
        try
        {
            return PngReader.Decode(file.AsSpan(0, length), default, settings.MaxPicturePixels);
        }
        catch (PngFormatException error) when (error.IsTooLarge)
        {
            throw TooLarge(path, error.Problem);
        }
        catch (PngFormatException error)
        {
            throw RequestRefusal.Invalid(path, error.Message);
        }
    }

    private static RequestRefusal TooLarge(string path, string problem) => new(413, $"{path}: {problem}", "image_too_large", path);
}
