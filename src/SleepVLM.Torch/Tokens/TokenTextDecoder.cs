using System.Text;

namespace SleepVLM.Torch.Tokens;

/// <summary>Text of tokens as they come: a character whose bytes are spread over tokens is given out once, whole.</summary>
public sealed class TokenTextDecoder(BpeTokenizer tokenizer)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    /// <summary>Appends a token; returns the characters it completes, possibly none.</summary>
    public string Append(int id) => Convert(tokenizer.TokenBytes(id), flush: false);

    /// <summary>Ends the text; an incomplete character becomes U+FFFD.</summary>
    public string Finish() => Convert(default, flush: true);

    private string Convert(ReadOnlySpan<byte> bytes, bool flush)
    {
        Span<char> buffer = stackalloc char[256];
        var needed = Encoding.UTF8.GetMaxCharCount(bytes.Length) + 4;
        if (needed > buffer.Length) buffer = new char[needed];
        return buffer[.._decoder.GetChars(bytes, buffer, flush)].ToString();
    }
}
