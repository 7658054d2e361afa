using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SleepVLM.Contracts;
using SleepVLM.Engine.EpochImages.Png;

namespace SleepVLM.Serve.Protocol;

/// <summary>Reads pictures out of data URLs. Nothing is ever fetched from elsewhere.</summary>
/// <param name="settings">How large they may be.</param>
internal sealed class PictureReader(ServeSettings settings)
{
    private const string Example = "data:image/png;base64,...";

    /// <summary>Reads one picture.</summary>
    /// <param name="url">A string <c>data:image/png;base64,...</c>.</param>
    /// <param name="path">Where it stands in the request.</param>
    /// <exception cref="RequestRefusal">It is no such URL, too large, or no PNG.</exception>
    public EpochImage Read(JsonElement url, string path)
    {
        var text = Utf8Of(url);
        if (!StartsWith(text, "data:"u8)) throw RequestRefusal.Invalid(path, $"this server fetches no pictures; send it as {Example}");
        if (!StartsWith(text, "data:image/png;base64,"u8)) throw RequestRefusal.Invalid(path, $"must be a PNG in base64, {Example}: other formats blur or drop what the traces show");
        var base64 = text["data:image/png;base64,".Length..];
        if (Base64.GetMaxDecodedFromUtf8Length(base64.Length) > settings.MaxPictureBytes + 2)
            throw TooLarge(path, $"the picture has more than {settings.MaxPictureBytes} bytes, this server's limit");
        var file = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        try
        {
            return Base64.DecodeFromUtf8(base64, file, out _, out var length) == OperationStatus.Done
                ? PngReader.Decode(file.AsSpan(0, length), default, settings.MaxPicturePixels)
                : throw RequestRefusal.Invalid(path, "is not base64");
        }
        catch (PngFormatException error)
        {
            throw error.IsTooLarge ? TooLarge(path, error.Problem) : RequestRefusal.Invalid(path, error.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(file);
        }
    }

    // A picture as a string of characters would take twice its size; few clients escape anything in it.
    private static ReadOnlySpan<byte> Utf8Of(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        return raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(text.GetString()!) : raw;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) => text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);

    private static RequestRefusal TooLarge(string path, string problem) => new(413, $"{path}: {problem}", "image_too_large", path);
}
