using System.Buffers.Binary;

namespace SleepVLM.Engine.EpochImages.Png;

/// <summary>The checksum of PNG chunks: CRC-32 with the reflected polynomial 0xEDB88320 (PNG specification, annex D).</summary>
internal static class PngCrc
{
    private const uint Polynomial = 0xEDB88320;

    /// <summary>Eight tables of 256: the effect of a byte that lies 0 to 7 bytes before the end of a block.</summary>
    private static readonly uint[] Tables = MakeTables();

    /// <summary>Checksum of a chunk's type and data.</summary>
    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        var tables = Tables.AsSpan();
        for (; data.Length >= 8; data = data[8..])
        {
            crc ^= BinaryPrimitives.ReadUInt32LittleEndian(data);
            crc = tables[0x700 + (int)(crc & 255)] ^ tables[0x600 + (int)((crc >> 8) & 255)]
                ^ tables[0x500 + (int)((crc >> 16) & 255)] ^ tables[0x400 + (int)(crc >> 24)]
                ^ tables[0x300 + data[4]] ^ tables[0x200 + data[5]] ^ tables[0x100 + data[6]] ^ tables[data[7]];
        }

        foreach (var value in data) crc = tables[(int)((crc ^ value) & 255)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (uint value = 0; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? Polynomial ^ (crc >> 1) : crc >> 1;
            tables[value] = crc;
        }

        for (var i = 256; i < tables.Length; i++) tables[i] = tables[(int)(tables[i - 256] & 255)] ^ (tables[i - 256] >> 8);
        return tables;
    }
}
