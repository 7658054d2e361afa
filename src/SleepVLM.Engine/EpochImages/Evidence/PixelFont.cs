namespace SleepVLM.Engine.EpochImages.Evidence;

/// <summary>Letters of five by seven pixels, drawn for this program: enough for labels in a picture, on any machine, without a font file.</summary>
internal static class PixelFont
{
    /// <summary>Width of a letter, pixels.</summary>
    public const int Width = 5;

    /// <summary>Height of a letter, pixels.</summary>
    public const int Height = 7;

    /// <summary>From the start of one letter to that of the next, pixels.</summary>
    public const int Advance = 6;

    /// <summary>Two hexadecimal digits for each row from the top; the highest of five bits is the leftmost pixel.</summary>
    private static readonly Dictionary<char, string> Rows = new()
    {
        ['%'] = "19190204081313", ['('] = "02040404040402", [')'] = "08040404040408", ['+'] = "0004041f040400", [','] = "000000000c0408", ['-'] = "0000000e000000",
        ['.'] = "00000000000c0c", ['/'] = "01010204081010", ['0'] = "0e11131519110e", ['1'] = "040c040404040e", ['2'] = "0e11010608101f", ['3'] = "1e01010e01011e",
        ['4'] = "02060a121f0202", ['5'] = "1f101e0101110e", ['6'] = "0e10101e11110e", ['7'] = "1f010202040404", ['8'] = "0e11110e11110e", ['9'] = "0e11110f01010e",
        [':'] = "000c0c000c0c00", ['?'] = "0e110102040004", ['A'] = "0e11111f111111", ['B'] = "1e11111e11111e", ['C'] = "0e11101010110e", ['D'] = "1e11111111111e",
        ['E'] = "1f10101e10101f", ['F'] = "1f10101e101010", ['G'] = "0e11101711110e", ['H'] = "1111111f111111", ['I'] = "0e04040404040e", ['J'] = "0702020202120c",
        ['K'] = "11121418141211", ['L'] = "1010101010101f", ['M'] = "111b1515111111", ['N'] = "11191515131111", ['O'] = "0e11111111110e", ['P'] = "1e11111e101010",
        ['Q'] = "0e11111115120d", ['R'] = "1e11111e141211", ['S'] = "0f10100e01011e", ['T'] = "1f040404040404", ['U'] = "1111111111110e", ['V'] = "111111110a0a04",
        ['W'] = "11111115151b11", ['X'] = "11110a040a1111", ['Y'] = "11110a04040404", ['Z'] = "1f01020408101f", ['a'] = "00000e010f110f", ['b'] = "10101e1111111e",
        ['c'] = "00000f1010100f", ['d'] = "01010f1111110f", ['e'] = "00000e111f100f", ['f'] = "06081e08080808", ['g'] = "00000f110f010e", ['h'] = "10101e11111111",
        ['i'] = "04000c0404040e", ['j'] = "0200060202120c", ['k'] = "10101214181412", ['l'] = "0c04040404040e", ['m'] = "00001a15151515", ['n'] = "00001e11111111",
        ['o'] = "00000e1111110e", ['p'] = "00001e111e1010", ['q'] = "00000f110f0101", ['r'] = "00001618101010", ['s'] = "00000f100e011e", ['t'] = "08081e08080806",
        ['u'] = "0000111111110f", ['v'] = "00001111110a04", ['w'] = "0000111515150a", ['x'] = "0000110a040a11", ['y'] = "000011110f010e", ['z'] = "00001f0204081f",
    };

    /// <summary>Pixels from the left edge of the first letter to the right edge of the last.</summary>
    public static int WidthOf(string text, int scale) => text.Length == 0 ? 0 : scale * (Advance * text.Length - (Advance - Width));

    /// <summary>Whether a pixel of a letter is set; a letter that the font lacks looks like a question mark, a blank like nothing.</summary>
    public static bool IsSet(char letter, int x, int y) =>
        letter != ' ' && (Convert.ToInt32((Rows.GetValueOrDefault(letter) ?? Rows['?']).Substring(2 * y, 2), 16) >> (Width - 1 - x) & 1) == 1;
}
