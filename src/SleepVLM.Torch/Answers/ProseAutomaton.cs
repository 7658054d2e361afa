namespace SleepVLM.Torch.Answers;

/// <summary>The bytes of a JSON string with the fixed bytes around it that share words with it.</summary>
/// <remarks>
/// RFC 8259 section 7 over RFC 3629: no control characters, every escape whole, only well-formed UTF-8. Escapes of surrogates are left out; no
/// character needs them. States: 0..open-1 inside the opening bytes, then those of <see cref="Place"/>, then the closing bytes.
/// </remarks>
internal sealed class ProseAutomaton(byte[] opening, byte[] closing)
{
    /// <summary>No way on.</summary>
    public const int Dead = -1;

    private enum Place
    {
        Text,
        Escape,
        Hex4,
        Hex3,
        Hex3AfterD,
        Hex2,
        Hex1,
        More1,
        More2,
        More2AfterE0,
        More2AfterED,
        More3,
        More3AfterF0,
        More3AfterF4,
        Closing,
    }

    /// <summary>Number of states.</summary>
    public int StateCount => opening.Length + (int)Place.Closing + closing.Length;

    /// <summary>Before the opening bytes.</summary>
    public int Start => opening.Length == 0 ? State(Place.Text) : 0;

    /// <summary>Behind the closing bytes.</summary>
    public int End => StateCount - 1;

    /// <summary>Number of closing bytes.</summary>
    public int ClosingLength => closing.Length;

    /// <summary>Whether a state lies between two characters of the string.</summary>
    public bool IsBetweenCharacters(int state) => state == State(Place.Text);

    /// <summary>Whether the closing quote is written.</summary>
    public bool IsClosing(int state) => state >= State(Place.Closing);

    /// <summary>Where a byte leads, or <see cref="Dead"/>.</summary>
    public int Step(int state, byte value)
    {
        if (state < opening.Length) return value == opening[state] ? state + 1 : Dead;
        var place = (Place)(state - opening.Length);
        if (place >= Place.Closing)
        {
            // The state after k closing bytes is Closing + k - 1.
            var done = place - Place.Closing + 1;
            return done < closing.Length && value == closing[done] ? state + 1 : Dead;
        }

        return place == Place.Text && value == closing[0] ? State(Place.Closing) : Inside(place, value) is { } next ? State(next) : Dead;
    }

    /// <summary>Where all bytes of a token lead, or <see cref="Dead"/>.</summary>
    public int Step(int state, ReadOnlySpan<byte> token)
    {
        foreach (var value in token)
            if ((state = Step(state, value)) == Dead) break;
        return state;
    }

    /// <summary>The fewest bytes from a state to the end; of equals the lowest.</summary>
    public byte[] ShortestWayOut(int state)
    {
        var cameFrom = new Dictionary<int, (int State, byte Value)> { [state] = (Dead, 0) };
        var queue = new Queue<int>([state]);
        while (queue.TryDequeue(out var at) && at != End)
            for (var value = 0; value < 256; value++)
                if (Step(at, (byte)value) is var next && next != Dead && cameFrom.TryAdd(next, (at, (byte)value))) queue.Enqueue(next);

        var way = new List<byte>();
        for (var at = End; at != state; at = cameFrom[at].State) way.Add(cameFrom[at].Value);
        way.Reverse();
        return [.. way];
    }

    private int State(Place place) => opening.Length + (int)place;

    private static Place? Inside(Place place, byte value) => place switch
    {
        Place.Text => Lead(value),
        Place.Escape => value == 'u' ? Place.Hex4 : "\"\\/bfnrt".Contains((char)value) ? Place.Text : null,
        Place.Hex4 => value is (byte)'d' or (byte)'D' ? Place.Hex3AfterD : IsHex(value) ? Place.Hex3 : null,
        Place.Hex3 => IsHex(value) ? Place.Hex2 : null,
        Place.Hex3AfterD => value is >= (byte)'0' and <= (byte)'7' ? Place.Hex2 : null,
        Place.Hex2 => IsHex(value) ? Place.Hex1 : null,
        Place.Hex1 => IsHex(value) ? Place.Text : null,
        Place.More1 => value is >= 0x80 and <= 0xBF ? Place.Text : null,
        Place.More2 => value is >= 0x80 and <= 0xBF ? Place.More1 : null,
        Place.More2AfterE0 => value is >= 0xA0 and <= 0xBF ? Place.More1 : null,
        Place.More2AfterED => value is >= 0x80 and <= 0x9F ? Place.More1 : null,
        Place.More3 => value is >= 0x80 and <= 0xBF ? Place.More2 : null,
        Place.More3AfterF0 => value is >= 0x90 and <= 0xBF ? Place.More2 : null,
        _ => value is >= 0x80 and <= 0x8F ? Place.More2 : null,
    };

    private static Place? Lead(byte value) => value switch
    {
        < 0x20 => null,
        (byte)'\\' => Place.Escape,
        < 0x80 => Place.Text,
        >= 0xC2 and <= 0xDF => Place.More1,
        0xE0 => Place.More2AfterE0,
        0xED => Place.More2AfterED,
        >= 0xE1 and <= 0xEF => Place.More2,
        0xF0 => Place.More3AfterF0,
        >= 0xF1 and <= 0xF3 => Place.More3,
        0xF4 => Place.More3AfterF4,
        _ => null,
    };

    private static bool IsHex(byte value) => char.IsAsciiHexDigit((char)value);
}
