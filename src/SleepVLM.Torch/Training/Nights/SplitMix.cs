namespace SleepVLM.Torch.Training;

/// <summary>Random numbers that depend on their seeds alone, on every platform and version (Steele, Lea and Flood 2014).</summary>
internal struct SplitMix
{
    private ulong _state;

    /// <param name="seeds">Any numbers; the same give the same sequence.</param>
    public SplitMix(params ReadOnlySpan<ulong> seeds)
    {
        foreach (var seed in seeds)
        {
            _state ^= seed;
            _state = Next();
        }
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to <paramref name="end"/> - 1.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    /// <summary>The numbers 0 to <paramref name="count"/> - 1 in random order.</summary>
    public int[] Shuffled(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var at = Below(i + 1);
            order[i] = order[at];
            order[at] = i;
        }

        return order;
    }
}
