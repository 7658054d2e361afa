using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace SleepVLM.Engine.Audit;

/// <summary>Accounts for every byte of the ledger's file that SQL does not show: headers, unused space, page structure.</summary>
/// <remarks>
/// A ledger only grows and unused space is zero (<c>secure_delete</c>), so each page is: header, cell pointers, zeros, cells without a hole.
/// Only index pages between root and leaves, which a ledger has from about 30 MB on, keep remains of older links in their unused space;
/// that space is passed over.
/// Layout as in the SQLite file format document, sections 1.3 (header), 1.6 (b-tree pages), 1.7 (overflow pages), 2.1 (records).
/// </remarks>
internal sealed class LedgerPages
{
    private const byte InteriorTable = 5;
    private const byte LeafTable = 13;
    private const int PageSize = LedgerDatabase.PageSize;
    private const int MaxDepth = 20;
    private readonly SafeFileHandle _file;
    private readonly bool[] _seen;

    private LedgerPages(SafeFileHandle file) => (_file, _seen) = (file, new bool[RandomAccess.GetLength(file) / PageSize + 1]);

    /// <summary>The first place where the file is not what writing the ledger alone makes it, as a sentence; nothing for a sound file.</summary>
    /// <param name="path">The ledger, not being written to by this process.</param>
    /// <param name="head">The head record, where it could be read.</param>
    public static IEnumerable<string> Check(string path, LedgerHead? head)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        try
        {
            new LedgerPages(file).CheckAll(head);
            return [];
        }
        catch (StrayByteException stray)
        {
            return [stray.Message];
        }
    }

    private void CheckAll(LedgerHead? head)
    {
        var length = RandomAccess.GetLength(_file);
        if (length == 0 || length % PageSize != 0) throw new StrayByteException(length, $"the file's length, {length} bytes, is not a whole number of {PageSize}-byte pages");
        CheckHeader(length, head);
        for (var root = 1; root <= 3; root++) CheckTree(root, hasRowidColumn: root > 1, 0);
        for (var page = 1; page < _seen.Length; page++)
            if (!_seen[page]) throw new StrayByteException(Offset(page), "this page belongs to no entry");
    }

    private void CheckHeader(long length, LedgerHead? head)
    {
        var page = Page(1)[..100];
        var expected = new byte[100];
        "SQLite format 3\0"u8.CopyTo(expected);
        BinaryPrimitives.WriteUInt16BigEndian(expected.AsSpan(16), PageSize);
        ReadOnlySpan<byte> formats = [1, 1, 0, 64, 32, 32];
        formats.CopyTo(expected.AsSpan(18));
        page.AsSpan(24, 4).CopyTo(expected.AsSpan(24));                                                // changes so far,
        page.AsSpan(24, 4).CopyTo(expected.AsSpan(92));                                                // written twice
        BinaryPrimitives.WriteInt32BigEndian(expected.AsSpan(28), (int)(length / PageSize));
        BinaryPrimitives.WriteInt32BigEndian(expected.AsSpan(40), LedgerDatabase.Objects.Count);       // schema changes
        BinaryPrimitives.WriteInt32BigEndian(expected.AsSpan(44), 4);
        BinaryPrimitives.WriteInt32BigEndian(expected.AsSpan(56), 1);                                  // UTF-8
        BinaryPrimitives.WriteInt32BigEndian(expected.AsSpan(60), LedgerDatabase.FormatVersion);
        BinaryPrimitives.WriteInt32BigEndian(expected.AsSpan(68), LedgerDatabase.ApplicationId);
        if (head is null) page.AsSpan(96, 4).CopyTo(expected.AsSpan(96));
        else BinaryPrimitives.WriteInt32BigEndian(expected.AsSpan(96), head.SqliteVersion);
        var same = page.AsSpan().CommonPrefixLength(expected);
        if (same < 100) throw new StrayByteException(same, "the file's header was changed");
    }

    private void CheckTree(int number, bool hasRowidColumn, int depth)
    {
        if (depth > MaxDepth) throw new StrayByteException(Offset(number), "the pages form no tree");
        var page = Visit(number);
        var header = number == 1 ? 100 : 0;
        var isLeaf = page[header] == LeafTable;
        if (!isLeaf && page[header] != InteriorTable) throw new StrayByteException(Offset(number) + header, "this byte is no page type of a ledger");

        var cellCount = ReadUInt16(page, header + 3);
        var pointers = header + (isLeaf ? 8 : 12);
        var content = (ReadUInt16(page, header + 5) - 1 & 0xFFFF) + 1;                                 // 0 means 65536
        var free = pointers + 2 * cellCount;
        if (content > PageSize || free > content) throw new StrayByteException(Offset(number) + header + 5, "the page's own figures do not fit it");
        if (isLeaf || depth == 0)
        {
            CheckUnused(page, number, header, free, content);
            CheckCells(page, number, pointers, cellCount, content, isLeaf, hasRowidColumn);
        }
        if (isLeaf) return;
        for (var i = 0; i < cellCount; i++) CheckTree(ReadInt32(page, ReadUInt16(page, pointers + 2 * i)), hasRowidColumn, depth + 1);
        CheckTree(ReadInt32(page, header + 8), hasRowidColumn, depth + 1);
    }

    private static void CheckUnused(byte[] page, int number, int header, int free, int content)
    {
        if (page.AsSpan(header + 1, 2).ContainsAnyExcept((byte)0) || page[header + 7] != 0)
            throw new StrayByteException(Offset(number) + header + 1, "the page has holes, which an append-only file has not");
        CheckZero(page.AsSpan(free, content - free), Offset(number) + free);
    }

    private static void CheckZero(ReadOnlySpan<byte> unused, long offset)
    {
        var stray = unused.IndexOfAnyExcept((byte)0);
        if (stray >= 0) throw new StrayByteException(offset + stray, "unused space that must be zero was changed");
    }

    private void CheckCells(byte[] page, int number, int pointers, int cellCount, int content, bool isLeaf, bool hasRowidColumn)
    {
        var starts = new int[cellCount];
        for (var i = 0; i < cellCount; i++) starts[i] = ReadUInt16(page, pointers + 2 * i);
        Array.Sort(starts);
        var position = content;
        foreach (var start in starts)
        {
            if (start != position) break;
            position = isLeaf ? EndOfRecord(page, number, start, hasRowidColumn) : EndOfVarint(page, number, start + 4);
        }
        if (position != PageSize) throw new StrayByteException(Offset(number) + Math.Min(position, PageSize - 1), "the page's cells do not follow one another");
    }

    /// <summary>Where the cell ends on this page; follows its overflow pages.</summary>
    private int EndOfRecord(byte[] page, int number, int start, bool hasRowidColumn)
    {
        var (size, at) = Varint(page, number, start);
        at = EndOfVarint(page, number, at);
        if (hasRowidColumn && at + 1 < PageSize && page[at + 1] != 0)
            throw new StrayByteException(Offset(number) + at + 1, "the place of the sequence number inside the record was changed");
        const int largest = PageSize - 35, smallest = (PageSize - 12) * 32 / 255 - 23;
        if (size <= largest) return (int)Math.Max(at + size, start + 4);
        var local = smallest + (size - smallest) % (PageSize - 4);
        if (local > largest) local = smallest;
        var next = at + (int)local;
        if (next > PageSize - 4) throw new StrayByteException(Offset(number) + start, "the cell is longer than its page");
        CheckOverflow(ReadInt32(page, next), size - local);
        return next + 4;
    }

    private void CheckOverflow(int number, long left)
    {
        for (; left > 0; left -= PageSize - 4)
        {
            var page = Visit(number);
            var next = ReadInt32(page, 0);
            var used = (int)Math.Min(left, PageSize - 4) + 4;
            CheckZero(page.AsSpan(used), Offset(number) + used);
            if (left <= PageSize - 4 && next != 0) throw new StrayByteException(Offset(number), "an overflow page follows the last one");
            number = next;
        }
    }

    private static int EndOfVarint(byte[] page, int number, int at) => Varint(page, number, at).End;

    private static (long Value, int End) Varint(byte[] page, int number, int at)
    {
        long value = 0;
        for (var i = 0; i < 9 && at < PageSize; i++)
        {
            var next = page[at++];
            if (i == 8) return ((value << 8) | next, at);
            value = (value << 7) | (next & 0x7FL);
            if (next < 0x80) return (value, at);
        }
        throw new StrayByteException(Offset(number) + PageSize - 1, "a cell runs over the end of its page");
    }

    private byte[] Visit(int number)
    {
        if (number < 1 || number >= _seen.Length) throw new StrayByteException(0, $"a link leads to page {number}, which the file does not have");
        if (_seen[number]) throw new StrayByteException(Offset(number), "two links lead to this page");
        _seen[number] = true;
        return Page(number);
    }

    private byte[] Page(int number)
    {
        var page = new byte[PageSize];
        RandomAccess.Read(_file, page, Offset(number));
        return page;
    }

    private static long Offset(int number) => (number - 1L) * PageSize;

    private static int ReadUInt16(byte[] page, int at) => BinaryPrimitives.ReadUInt16BigEndian(page.AsSpan(at));

    private static int ReadInt32(byte[] page, int at) => at <= PageSize - 4
        ? BinaryPrimitives.ReadInt32BigEndian(page.AsSpan(at))
        : throw new StrayByteException(0, "a cell runs over the end of its page");

    private sealed class StrayByteException(long offset, string problem)
        : Exception($"byte {offset} of the file: {problem}");
}
