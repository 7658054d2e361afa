using System.Runtime.InteropServices;

namespace SleepVLM.Engine.Detection.Signals;

/// <summary>Stretches of one kind over the night, and how much of any part of the night they cover.</summary>
internal sealed class Stretches
{
    private readonly List<Stretch> _byCentre;
    private readonly int[] _coveredBefore;

    /// <param name="all">In any order; they may overlap.</param>
    /// <param name="sampleCount">Length of the night.</param>
    public Stretches(List<Stretch> all, int sampleCount)
    {
        _byCentre = [.. all.OrderBy(stretch => stretch.Centre)];
        _coveredBefore = new int[sampleCount + 1];
        var changes = new sbyte[sampleCount + 1];
        foreach (var stretch in all)
        {
            changes[Math.Clamp(stretch.Start, 0, sampleCount)]++;
            changes[Math.Clamp(stretch.End, 0, sampleCount)]--;
        }

        for (int i = 0, open = 0; i < sampleCount; i++)
        {
            open += changes[i];
            _coveredBefore[i + 1] = _coveredBefore[i] + (open > 0 ? 1 : 0);
        }
    }

    /// <summary>All of them, in time order.</summary>
    public IReadOnlyList<Stretch> All => _byCentre;

    /// <summary>Samples covered between two samples of the night; bounds outside the night are drawn in.</summary>
    public int Covered(int from, int to)
    {
        var last = _coveredBefore.Length - 1;
        return _coveredBefore[Math.Clamp(to, 0, last)] - _coveredBefore[Math.Clamp(from, 0, last)];
    }

    /// <summary>The stretches whose centre lies between two samples, in time order.</summary>
    public ReadOnlySpan<Stretch> Centred(int from, int to) =>
        CollectionsMarshal.AsSpan(_byCentre)[FirstCentredAt(from)..FirstCentredAt(to)];

    /// <summary>The largest of them by size, or null.</summary>
    public Stretch? Largest(int from, int to)
    {
        Stretch? largest = null;
        foreach (var stretch in Centred(from, to))
            if (largest is null || stretch.Size > largest.Value.Size) largest = stretch;
        return largest;
    }

    private int FirstCentredAt(int sample)
    {
        int low = 0, high = _byCentre.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_byCentre[middle].Centre < sample) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
