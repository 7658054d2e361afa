using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace SleepVLM.Engine.Tests.Detection;

/// <summary>Reads the largest array of a NumPy archive: a zip of .npy files (NumPy format 1.0-3.0), rows first, 4 or 8 byte floats.</summary>
internal static partial class NpzFile
{
    public static double[][] Matrix(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        using var stream = archive.Entries.MaxBy(entry => entry.Length)!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        ReadOnlySpan<byte> bytes = memory.ToArray();
        var isFirstVersion = bytes[6] == 1;
        var start = isFirstVersion ? 10 : 12;
        var headerLength = isFirstVersion ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        var header = Encoding.UTF8.GetString(bytes.Slice(start, headerLength));
        Assert.Contains("'fortran_order': False", header);
        var size = header.Contains("<f8") ? 8 : header.Contains("<f4") ? 4 : throw new NotSupportedException(header);
        int[] shape = [.. Shape().Match(header).Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(int.Parse)];
        var data = bytes[(start + headerLength)..];
        var rows = new double[shape[0]][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new double[shape[1]];
            for (var i = 0; i < shape[1]; i++)
            {
                var at = data[(size * (row * shape[1] + i))..];
                rows[row][i] = size == 8 ? BinaryPrimitives.ReadDoubleLittleEndian(at) : BinaryPrimitives.ReadSingleLittleEndian(at);
            }
        }

        return rows;
    }

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex Shape();
}
