namespace SleepVLM.Torch.Tokens;

/// <summary>The printable character that stands for each byte in <c>vocab.json</c> and <c>merges.txt</c> (GPT-2's byte map).</summary>
/// <remarks>Printable Latin-1 stands for itself; the other 68 bytes take U+0100 onwards. Ids 0-255 follow the characters' order.</remarks>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = new char[256];
    private static readonly Dictionary<char, byte> Bytes = new(256);
    private static readonly byte[] Ordered = new byte[256];

    static ByteAlphabet()
    {
        var replacements = 0;
        for (var value = 0; value < 256; value++)
        {
            var stands = value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE;
            Characters[value] = stands ? (char)value : (char)(256 + replacements++);
            Bytes[Characters[value]] = (byte)value;
            Ordered[value] = (byte)value;
        }

        Array.Sort((char[])Characters.Clone(), Ordered);
    }

    /// <summary>The 256 bytes in the order of their characters, which is the order of their ids.</summary>
    public static ReadOnlySpan<byte> InIdOrder => Ordered;

    /// <summary>A token's bytes as the files spell them.</summary>
    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        for (var i = 0; i < text.Length; i++) text[i] = Characters[bytes[i]];
        return new string(text);
    }

    /// <summary>Bytes from a spelling, or null where a character stands for no byte.</summary>
    public static byte[]? ToBytes(string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < bytes.Length; i++)
            if (!Bytes.TryGetValue(text[i], out bytes[i])) return null;
        return bytes;
    }
}
