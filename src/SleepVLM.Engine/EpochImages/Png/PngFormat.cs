namespace SleepVLM.Engine.EpochImages.Png;

/// <summary>Constants of the file format (ISO/IEC 15948).</summary>
internal static class PngFormat
{
    public const byte NoFilter = 0, SubFilter = 1, UpFilter = 2, AverageFilter = 3, PaethFilter = 4;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ReadOnlySpan<byte> HeaderChunk => "IHDR"u8;

    public static ReadOnlySpan<byte> PaletteChunk => "PLTE"u8;

    public static ReadOnlySpan<byte> DataChunk => "IDAT"u8;

    public static ReadOnlySpan<byte> EndChunk => "IEND"u8;
}
