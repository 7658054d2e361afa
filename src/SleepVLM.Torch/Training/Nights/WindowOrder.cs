namespace SleepVLM.Torch.Training;

/// <summary>Which stretch of which night is learnt from at which point of a run: a function of the seed and that point alone.</summary>
/// <remarks>
/// Several nights are drawn from in turn, one in each slot. A night holds its slot for as many stretches as a usual night has and then makes room for the
/// next; slots change their nights one after the other. Within a night the stretches come in random order, each once, so that every epoch of a usual night
/// is a target once.
/// </remarks>
/// <param name="seed">Another seed is another order.</param>
/// <param name="slots">Nights drawn from at a time.</param>
/// <param name="stretchesPerNight">Stretches drawn from a night before it leaves.</param>
/// <param name="stretchLength">Neighbouring targets in a stretch.</param>
public sealed class WindowOrder(ulong seed, int slots, int stretchesPerNight, int stretchLength)
{
    /// <summary>Nights drawn from at a time.</summary>
    public int Slots { get; } = slots;

    /// <summary>Neighbouring targets in a stretch.</summary>
    public int StretchLength { get; } = stretchLength;

    /// <summary>An order that suits a source.</summary>
    public static WindowOrder For(INightSource source, ulong seed, int nightsAtATime, int stretchLength) => new(
        seed, Math.Min(nightsAtATime, source.Count ?? int.MaxValue), Math.Max(1, source.UsualWindows / stretchLength), stretchLength);

    /// <summary>Where the draw with this number, from 0, falls.</summary>
    public StretchPlace PlaceOf(long draw)
    {
        var slot = draw % Slots;
        var drawn = draw / Slots + HeadStart(slot);
        return new StretchPlace(drawn / stretchesPerNight * Slots + slot, (int)(drawn % stretchesPerNight));
    }

    /// <summary>First draw of a night, below 0 for nights that are begun in the middle.</summary>
    public long FirstDrawOf(long night) => (night / Slots * stretchesPerNight - HeadStart(night % Slots)) * Slots + night % Slots;

    /// <summary>Draw behind the last one of a night.</summary>
    public long EndOf(long night) => FirstDrawOf(night + Slots);

    /// <summary>The nights in the order in which they are needed by the draws from <paramref name="draw"/> on; never ends.</summary>
    public IEnumerable<long> NightsFrom(long draw)
    {
        var next = Enumerable.Range(0, Slots).Select(i => PlaceOf(draw + i).Night).ToArray();
        while (true)
        {
            var soonest = 0;
            for (var i = 1; i < next.Length; i++)
                if (Math.Max(draw + i, FirstDrawOf(next[i])) < Math.Max(draw + soonest, FirstDrawOf(next[soonest]))) soonest = i;
            yield return next[soonest];
            next[soonest] += Slots;
        }
    }

    /// <summary>Positions in a night's list of epochs that a draw takes as targets; fewer than a stretch in a very short night.</summary>
    /// <param name="place">Where the draw falls.</param>
    /// <param name="epochs">Epochs of that night.</param>
    public Range TargetsOf(StretchPlace place, int epochs)
    {
        var random = new SplitMix(seed, 1, (ulong)place.Night);
        var offset = random.Below(Math.Max(1, Math.Min(StretchLength, epochs - StretchLength + 1)));
        var stretches = Math.Max(1, (epochs - offset) / StretchLength);
        var start = offset + random.Shuffled(stretches)[place.Turn % stretches] * StretchLength;
        return start..Math.Min(epochs, start + StretchLength);
    }

    /// <summary>Number in its source of the night with this number in the run: without an end they are the same; else each pass has its own order.</summary>
    public int SourceIndexOf(long night, int? count)
    {
        if (count is not { } nights) return checked((int)night);
        var (pass, at) = Math.DivRem(night, nights);
        return new SplitMix(seed, 2, (ulong)pass).Shuffled(nights)[at];
    }

    // So that the slots do not all change their nights at once.
    private long HeadStart(long slot) => slot * stretchesPerNight / Slots;
}

/// <summary>Where a draw falls.</summary>
/// <param name="Night">Number of the night in the run, from 0.</param>
/// <param name="Turn">How many stretches of this night came before.</param>
public readonly record struct StretchPlace(long Night, int Turn);
